import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { suggest } from "@millrace/protocol";
import type { LoadedFunction } from "../compose/call.ts";
import { loadedOf } from "../compose/loaded-of.ts";
import { FunctionError } from "../errors.ts";
import type { AnyFunction, AnyInit } from "../handler.ts";
import { isTypeScript } from "./code-file.ts";
import { findModule, type ModulePlace } from "./find-module.ts";
import { parseHandler } from "./handler-string.ts";

export interface LoadFunctionOptions extends ModulePlace {
  readonly folder: string;
  /** `module.sub:function`, or `function` alone for `main` or the only file of code. */
  readonly handler: string;
  /** In the same forms. Default: the init that the function declares, if any. */
  readonly initFunction?: string;
  /** The one file of code, relative to the folder, where the source is one. */
  readonly codeFile?: string;
}

/**
 * Imports a function, and its init function, from a folder. Node itself runs TypeScript; from 22.18 on without a flag.
 *
 * @throws `FUNCTION_INVALID_HANDLER` for a text that names no function, `FUNCTION_NOT_LOADED` when there is none of that
 *   name, or its module failed while it was loaded.
 */
export async function loadFunction({ handler, initFunction, ...place }: LoadFunctionOptions): Promise<LoadedFunction> {
  const call = (await importFunction(handler, place)) as AnyFunction;
  if (initFunction === undefined) return loadedOf(call, handler);
  return loadedOf(call, handler, (await importFunction(initFunction, place)) as AnyInit);
}

async function importFunction(handler: string, place: ModulePlace): Promise<unknown> {
  const wanted = parseHandler(handler);
  const file = await findModule(wanted, place);
  const shown = path.basename(file);
  const exported = await importModule(file, shown, place.codeFile !== undefined);
  const found = exported[wanted.name];
  if (typeof found === "function") return found;

  const functions = Object.keys(exported).filter((name) => typeof exported[name] === "function");
  const nearest = suggest(wanted.name, functions);
  const there = functions.length === 0 ? "it exports no function" : `it exports ${functions.join(", ")}`;
  const advice = nearest === undefined ? there : `did you mean '${nearest}'? ${there}`;
  const what =
    wanted.name in exported ? `exports '${wanted.name}', which is no function` : `exports no '${wanted.name}'`;
  throw new FunctionError("FUNCTION_NOT_LOADED", `${shown} ${what}; ${advice}`, { details: { handler, functions } });
}

async function importModule(file: string, shown: string, isAlone: boolean): Promise<Readonly<Record<string, unknown>>> {
  if (isTypeScript(file) && !process.features.typescript) {
    throw new FunctionError(
      "FUNCTION_NOT_LOADED",
      `${shown} is TypeScript, which Node ${process.version} runs with --experimental-strip-types only; start it so, or with Node 22.18 or later`,
    );
  }
  try {
    return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new FunctionError(
      "FUNCTION_NOT_LOADED",
      `${shown} failed while it was loaded: ${why}${adviceOn(error, isAlone)}`,
      {
        cause: error,
      },
    );
  }
}

/** What to do where something that is imported is not there. */
function adviceOn(error: unknown, isAlone: boolean): string {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") return "";
  if (error.message.startsWith("Cannot find package")) return "; install it in the project, or name it in requirements";
  return isAlone
    ? "; the function's source is this file alone: give the folder as codeSrc to have what lies beside it"
    : "";
}
