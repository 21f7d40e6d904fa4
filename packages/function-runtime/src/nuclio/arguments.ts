import { parseArgs } from "node:util";
import { FunctionError } from "../errors.ts";

/** Where a wrapper meets its processor. */
export type Address = { readonly path: string } | { readonly host: string; readonly port: number };

/** What the processor told its wrapper at the start. */
export interface WrapperArguments {
  readonly protocol: "nodejs" | "python";
  readonly address: Address;
  /** The python protocol's second socket. */
  readonly controlPath?: string;
  /** `/opt/nuclio/handler.ts`, or `package.module` that is looked for in the folders of handlers. */
  readonly module: string;
  readonly handlerName: string;
  readonly workerId: number;
  readonly trigger: { readonly kind: string; readonly name: string };
  readonly platform: { readonly kind: string; readonly namespace: string };
}

const usage =
  "it takes <socket> <handler file> <handler name>, or --handler <module>:<name> --event-socket-path <socket> …";

/**
 * Reads the arguments of either protocol: three positional ones are the nodejs runtime's, options the python runtime's.
 *
 * @throws `FUNCTION_NUCLIO_ARGUMENTS`
 */
export const readArguments = (argv: readonly string[]): WrapperArguments =>
  argv.some((argument) => argument.startsWith("--")) ? readPython(argv) : readNode(argv);

const readNode = (argv: readonly string[]): WrapperArguments => {
  const [socket = "", module = "", handlerName = ""] = argv;
  if (argv.length !== 3 || socket === "" || module === "" || handlerName === "") {
    throw wrong(`${argv.length} arguments: ${usage}`);
  }
  return {
    protocol: "nodejs",
    address: addressOf(socket),
    module,
    handlerName,
    // The nodejs protocol tells none of these.
    workerId: 0,
    trigger: { kind: "", name: "" },
    platform: { kind: "", namespace: "" },
  };
};

const text = { type: "string" } as const;
const options = {
  handler: text,
  "event-socket-path": text,
  "control-socket-path": text,
  "platform-kind": text,
  namespace: text,
  "worker-id": text,
  "trigger-kind": text,
  "trigger-name": text,
  "log-level": text,
  "decode-event-strings": { type: "boolean" },
} as const;

const readPython = (argv: readonly string[]): WrapperArguments => {
  const { values } = parse(argv);
  const handler = values.handler ?? "";
  const socket = values["event-socket-path"] ?? "";
  const [module = "", handlerName = "", ...rest] = handler.split(":");
  if (socket === "") throw wrong(`no --event-socket-path: ${usage}`);
  if (module === "" || handlerName === "" || rest.length > 0) throw wrong(`--handler '${handler}': ${usage}`);
  const controlPath = values["control-socket-path"] ?? "";
  return {
    protocol: "python",
    address: addressOf(socket),
    ...(controlPath === "" ? {} : { controlPath }),
    module,
    handlerName,
    workerId: Number(values["worker-id"] ?? 0),
    trigger: { kind: values["trigger-kind"] ?? "", name: values["trigger-name"] ?? "" },
    platform: { kind: values["platform-kind"] ?? "", namespace: values.namespace ?? "" },
  };
};

const parse = (argv: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof options }>> => {
  try {
    // Later processors may say more than is understood here.
    return parseArgs({ args: [...argv], options, strict: false }) as ReturnType<typeof parse>;
  } catch (error) {
    throw wrong(`${String(error)}; ${usage}`);
  }
};

const addressOf = (socket: string): Address => {
  const colon = socket.lastIndexOf(":");
  if (colon < 0) return { path: socket };
  const port = Number(socket.slice(colon + 1));
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw wrong(`'${socket}' is no host:port`);
  return { host: socket.slice(0, colon), port };
};

const wrong = (message: string): FunctionError => new FunctionError("FUNCTION_NUCLIO_ARGUMENTS", message);
