import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { LoadedFunction } from "../compose/call.ts";
import { loadedOf } from "../compose/loaded-of.ts";
import type { NuclioEnv } from "../env.ts";
import { FunctionError } from "../errors.ts";
import { isDeclared, type AnyFunction, type AnyInit } from "../handler.ts";
import type { WrapperArguments } from "./arguments.ts";
import { takesBatches } from "./batch-mark.ts";
import type { NuclioContext } from "./context.ts";

/** A function as a worker calls it. */
export interface NuclioFunction {
  readonly loaded: LoadedFunction;
  /** `(context, event)`, as Nuclio has it; else one object of named arguments. */
  readonly classic: boolean;
  /** Gets all events of a batch at once. */
  readonly batch: boolean;
  /** The module's `initContext`. */
  readonly initContext?: (context: NuclioContext) => unknown;
}

type Module = Readonly<Record<string, unknown>>;

const extensions = ["", ".ts", ".mts", ".js", ".mjs", ".cjs"];
/** Modules that export their handler later are waited for, as long as Nuclio's own wrapper waits. */
const waits = { times: 40, eachMs: 250 } as const;

/**
 * Loads the handler: ECMAScript modules, CommonJS, and TypeScript where Node strips types.
 *
 * @throws `FUNCTION_NUCLIO_HANDLER` when there is no such file or export, or the module fails
 */
export const loadHandler = async (args: WrapperArguments, env: NuclioEnv): Promise<NuclioFunction> => {
  const file = fileOf(args, env);
  const module = await importModule(file);
  const name = `${path.basename(file)}:${args.handlerName}`;
  const call = await exportOf(module, args.handlerName);
  if (typeof call !== "function") {
    throw wrong(`${file} has no function '${args.handlerName}'; it exports ${namesOf(module)}`);
  }
  const initName = env.initFunction;
  const init = initName === undefined ? undefined : found(module, initName);
  if (initName !== undefined && typeof init !== "function") {
    throw wrong(`${file} has no init function '${initName}' (MILLRACE_INIT_FUNCTION); it exports ${namesOf(module)}`);
  }
  const initContext = found(module, "initContext");
  return {
    loaded: loadedOf(call as AnyFunction, name, init as AnyInit | undefined),
    classic: isClassic(call as AnyFunction, file),
    batch: takesBatches(call),
    ...(typeof initContext === "function" ? { initContext: initContext as (context: NuclioContext) => unknown } : {}),
  };
};

/**
 * Who takes two arguments takes Nuclio's. With fewer it has named ones, unless the module is CommonJS, which is all that
 * Nuclio's own wrapper was written for: there only `handler()` says so.
 */
const isClassic = (call: AnyFunction, file: string): boolean =>
  call.length >= 2 || (isCommonJs(file) && !isDeclared(call));

const isCommonJs = (file: string): boolean => realpathSync(file) in createRequire(file).cache;

const fileOf = ({ protocol, module }: WrapperArguments, { handlerFolders }: NuclioEnv): string => {
  const relative = protocol === "python" ? module.replaceAll(".", "/") : module;
  const folders = [...handlerFolders, "."];
  const found = folders
    .flatMap((folder) => extensions.map((extension) => path.resolve(folder, relative + extension)))
    .find((file) => path.extname(file) !== "" && existsSync(file));
  if (found !== undefined) return found;
  throw wrong(
    `there is no ${relative}.{ts,mts,js,mjs,cjs} in ${folders.map((folder) => path.resolve(folder)).join(", ")}`,
  );
};

const importModule = async (file: string): Promise<Module> => {
  try {
    return (await import(pathToFileURL(file).href)) as Module;
  } catch (error) {
    const { code } = error as { code?: unknown };
    const advice =
      code === "ERR_UNKNOWN_FILE_EXTENSION"
        ? "; this Node strips types with NODE_OPTIONS=--experimental-strip-types, or bundle the function to JavaScript"
        : "";
    throw wrong(`${file} cannot be loaded: ${String(error)}${advice}`, error);
  }
};

const exportOf = async (module: Module, name: string): Promise<unknown> => {
  for (let left = waits.times; left > 0 && mayComeLater(module); left--) {
    if (found(module, name) !== undefined) break;
    await sleep(waits.eachMs);
  }
  return found(module, name);
};

/** Only the exports of CommonJS can grow. */
const mayComeLater = (module: Module): boolean => typeof module["default"] === "object" && module["default"] !== null;

const found = (module: Module, name: string): unknown =>
  module[name] ?? (module["default"] as Module | undefined)?.[name];

const namesOf = (module: Module): string => Object.keys(module).join(", ") || "nothing";

const wrong = (message: string, cause?: unknown): FunctionError =>
  new FunctionError("FUNCTION_NUCLIO_HANDLER", message, cause === undefined ? {} : { cause });
