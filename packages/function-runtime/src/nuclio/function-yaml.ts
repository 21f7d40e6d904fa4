import { checkNumber, checkOptions } from "@millrace/protocol";
import type { JsonObject } from "../entity.ts";
import { FunctionError } from "../errors.ts";
import { blockYaml } from "./block-yaml.ts";
import { readTrigger, type NuclioTrigger } from "./function-triggers.ts";

export interface NuclioFunctionOptions {
  /** Letters, digits and dashes. */
  readonly name: string;
  /** Default `"nuclio"`. */
  readonly namespace?: string;
  /** `file:export` in the folder of the function, such as `main.ts:handler`; the extension is part of it. */
  readonly handler: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** What brings events, by name. Default: an http trigger, as Nuclio adds one. */
  readonly triggers?: Readonly<Record<string, NuclioTrigger>>;
  /** Variables of the container. The processor itself passes on its own environment only. */
  readonly env?: Readonly<Record<string, string>>;
  /** For the function's init, as `MILLRACE_INIT_PARAMETERS`. */
  readonly initParameters?: JsonObject;
  /** The processor answers 408 and starts the worker again when an event takes longer. Default: no limit. */
  readonly eventTimeoutMs?: number;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  /** What the image is built on. Nuclio's own default is Node 10. Default {@link nuclioFunctionDefaults}. */
  readonly baseImage?: string;
  /** Where in the image this package's wrapper is. Default {@link nuclioFunctionDefaults}. */
  readonly wrapperPath?: string;
}

export const nuclioFunctionDefaults: { readonly baseImage: string; readonly wrapperPath: string } = Object.freeze({
  baseImage: "node:24-alpine",
  wrapperPath: "/opt/nuclio/node_modules/@millrace/function-runtime/dist/nuclio-wrapper.js",
});

const where = "nuclioFunctionYaml";
const names = [
  "name",
  "namespace",
  "handler",
  "description",
  "labels",
  "triggers",
  "env",
  "initParameters",
  "eventTimeoutMs",
  "minReplicas",
  "maxReplicas",
  "baseImage",
  "wrapperPath",
] as const satisfies readonly (keyof NuclioFunctionOptions)[];

/**
 * Writes the `function.yaml` of a TypeScript function: runtime nodejs with this package's wrapper. It is what `nuctl` and
 * the processor (`-config`) take.
 *
 * @throws `FUNCTION_NUCLIO_YAML` for a name or handler that Nuclio does not take, `PROTOCOL_UNKNOWN_OPTION`,
 *   `PROTOCOL_INVALID_OPTION`
 */
export const nuclioFunctionYaml = (options: NuclioFunctionOptions): string => {
  checkOptions(options, names, where);
  const { name, namespace = "nuclio", handler, description, labels, triggers = {}, eventTimeoutMs } = options;
  const { minReplicas, maxReplicas } = options;
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) throw wrong(`'${name}' is no name: small letters, digits, dashes`);
  if (!/^[\w./-]+\.[cm]?[jt]s:\w+$/.test(handler)) throw wrong(`'${handler}' is no handler such as 'main.ts:handler'`);
  for (const [option, value] of Object.entries({ eventTimeoutMs, minReplicas, maxReplicas })) {
    if (value !== undefined) checkNumber(value, option, where, { min: 0, whole: true });
  }
  const spec = {
    runtime: "nodejs",
    handler,
    description,
    minReplicas,
    maxReplicas,
    eventTimeout: eventTimeoutMs === undefined ? undefined : `${eventTimeoutMs}ms`,
    env: Object.entries(environmentOf(options)).map(([key, value]) => ({ name: key, value })),
    build: { baseImage: options.baseImage ?? nuclioFunctionDefaults.baseImage },
    triggers: Object.fromEntries(Object.entries(triggers).map(([key, trigger]) => [key, readTrigger(key, trigger)])),
  };
  const metadata = { name, namespace, labels };
  return `${blockYaml({ apiVersion: "nuclio.io/v1", kind: "NuclioFunction", metadata, spec }).trimStart()}\n`;
};

const environmentOf = ({
  env,
  wrapperPath,
  initParameters,
}: NuclioFunctionOptions): Readonly<Record<string, string>> => ({
  NUCLIO_NODEJS_WRAPPER_PATH: wrapperPath ?? nuclioFunctionDefaults.wrapperPath,
  ...(initParameters === undefined ? {} : { MILLRACE_INIT_PARAMETERS: JSON.stringify(initParameters) }),
  ...env,
});

const wrong = (message: string): FunctionError => new FunctionError("FUNCTION_NUCLIO_YAML", message);
