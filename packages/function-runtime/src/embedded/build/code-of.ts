import { realpath } from "node:fs/promises";
import path from "node:path";
import { findModule } from "../../source/find-module.ts";
import { parseHandler } from "../../source/handler-string.ts";

/** A function's code as the bundler and the image's entry need it. */
export interface FunctionCode {
  readonly folder: string;
  readonly handler: CodePlace;
  readonly init?: CodePlace;
}

export interface CodePlace {
  /** Relative to the folder, with `/`, as in imports. */
  readonly file: string;
  /** What the file exports. */
  readonly name: string;
}

interface CodeOptions {
  readonly folder: string;
  readonly handler: string;
  readonly initFunction?: string;
  readonly codeFile?: string;
}

/**
 * Finds the files of a handler and an init function, as they are found when the function is loaded.
 *
 * @throws `FUNCTION_INVALID_HANDLER`, `FUNCTION_NOT_LOADED`
 */
export async function codeOf({ folder: given, handler, initFunction, codeFile }: CodeOptions): Promise<FunctionCode> {
  // A folder that is not there is told by the search for its modules.
  const folder = await realpath(given).catch(() => path.resolve(given));
  const placeOf = async (text: string): Promise<CodePlace> => {
    const wanted = parseHandler(text);
    const file = await findModule(wanted, { folder, ...(codeFile !== undefined && { codeFile }) });
    return { file: path.relative(folder, file).replaceAll(path.sep, "/"), name: wanted.name };
  };
  const code = { folder, handler: await placeOf(handler) };
  return initFunction === undefined ? code : { ...code, init: await placeOf(initFunction) };
}
