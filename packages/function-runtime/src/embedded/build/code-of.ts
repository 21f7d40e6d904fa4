import { stat } from "node:fs/promises";
import path from "node:path";
import { FunctionError } from "../../errors.ts";

/** A function's code as the bundler and the image's entry need it: files relative to the folder, and names in them. */
export interface FunctionCode {
  readonly folder: string;
  readonly handler: CodePlace;
  readonly init?: CodePlace;
}

export interface CodePlace {
  /** With `/`, as in imports. */
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

const endings = [".ts", ".mts", ".js", ".mjs"];
const reference = /^(?:([\w-]+(?:\.[\w-]+)*):)?([A-Za-z_$][\w$]*)$/;

/** Finds the files of a handler and an init function. */
export async function codeOf({ folder, handler, initFunction, codeFile }: CodeOptions): Promise<FunctionCode> {
  const root = path.resolve(folder);
  const place = (text: string) => placeOf(root, text, codeFile);
  if (initFunction === undefined) return { folder: root, handler: await place(handler) };
  return { folder: root, handler: await place(handler), init: await place(initFunction) };
}

async function placeOf(folder: string, text: string, codeFile: string | undefined): Promise<CodePlace> {
  const [, module, name = ""] = reference.exec(text) ?? [];
  if (name === "") throw invalid(`'${text}' is no handler; write module.sub:function, or function alone`);
  const stem = module?.replaceAll(".", "/") ?? "main";
  const candidates = module === undefined && codeFile !== undefined ? [codeFile] : endings.map((end) => stem + end);
  for (const file of candidates) {
    const full = path.resolve(folder, file);
    if (!full.startsWith(folder + path.sep)) throw invalid(`the code file '${file}' lies outside of ${folder}`);
    if ((await stat(full).catch(() => undefined))?.isFile()) return { file: file.replaceAll("\\", "/"), name };
  }
  throw invalid(`the handler '${text}' is in none of ${candidates.join(", ")} of ${folder}`);
}

const invalid = (message: string): FunctionError => new FunctionError("FUNCTION_INVALID_HANDLER", message);
