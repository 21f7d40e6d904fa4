import { FunctionError } from "../errors.ts";
import { isCodeFile, staysInside } from "./code-file.ts";

/** A function by its module and name. */
export interface HandlerName {
  /** A path below the source's folder, with `/`; absent for the main module. */
  readonly module?: string;
  /** Whether the module is written with its extension. */
  readonly exact: boolean;
  /** What the module exports; `default` too. */
  readonly name: string;
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * Reads `module.sub:function` (the file `module/sub`), `module/sub.ts:function`, or `function` alone.
 *
 * @throws `FUNCTION_INVALID_HANDLER`, for paths that lead out of the folder too.
 */
export function parseHandler(handler: string): HandlerName {
  const colon = handler.lastIndexOf(":");
  const name = handler.slice(colon + 1);
  if (!identifier.test(name))
    throw invalid(handler, name === "" ? "names no function" : `'${name}' is no name of a function`);
  if (colon === -1) return { exact: false, name };

  const written = handler.slice(0, colon);
  const exact = isCodeFile(written);
  const module = exact ? written : written.replaceAll(".", "/");
  if (!staysInside(module) || module.startsWith("-"))
    throw invalid(handler, `'${written}' is no module below the source's folder`);
  return { module, exact, name };
}

const invalid = (handler: string, what: string): FunctionError =>
  new FunctionError(
    "FUNCTION_INVALID_HANDLER",
    `the handler '${handler}' is not of the form 'module.sub:function' or 'function': ${what}`,
    { details: { handler } },
  );
