import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { CliError, type ArgumentSpec } from "@millrace/tooling-cli";
import { isCodeFile } from "../source/code-file.ts";
import { importsOf } from "./imports.ts";

/** A function in a file on this machine. */
export interface FunctionTarget {
  /** As it was written, without the function. */
  readonly file: string;
  /** Absolute. */
  readonly folder: string;
  /** The file in it. */
  readonly codeFile: string;
  /** How the function is named in the folder: `greet.ts:greet`. */
  readonly handler: string;
  /** The function's own name. */
  readonly name: string;
  readonly code: string;
}

export const targetArgument: ArgumentSpec = {
  summary: "A file and a function that it exports, such as src/greet.ts:greet; the file alone if it exports one",
};

/** Reads `file:function`. @throws `CLI_INVALID_ARGUMENT` */
export async function functionTarget(text: string): Promise<FunctionTarget> {
  const [, file = text, name] = /^(.*\.(?:ts|mts|js|mjs)):([^:/\\]*)$/.exec(text) ?? [];
  if (!isCodeFile(file))
    throw new CliError("CLI_INVALID_ARGUMENT", `'${text}' is no function in a file; write such as src/greet.ts:greet`);
  const absolute = path.resolve(file);
  let code: string;
  try {
    code = await readFile(absolute, "utf8");
  } catch (cause) {
    throw new CliError("CLI_INVALID_ARGUMENT", `the file '${file}' cannot be read`, { cause });
  }
  const known = name ?? (await onlyFunction(absolute, file));
  const codeFile = path.basename(file);
  return { file, folder: path.dirname(absolute), codeFile, handler: `${codeFile}:${known}`, name: known, code };
}

/**
 * What a platform is given of it: the file alone, or its folder if the file needs others in there.
 *
 * @throws `CLI_INVALID_ARGUMENT` if it needs files of other folders
 */
export function sourceOf({ file, folder, handler, name, code }: FunctionTarget): { codeSrc: string; handler: string } {
  const relative = importsOf(code).filter((from) => from.startsWith("."));
  const outside = relative.find((from) => !path.resolve(folder, from).startsWith(folder + path.sep));
  if (outside !== undefined)
    throw new CliError(
      "CLI_INVALID_ARGUMENT",
      `${file} imports '${outside}' from outside of its folder, which the platform would not get; put the function's file where all its imports are below it`,
    );
  return relative.length === 0 ? { codeSrc: file, handler: name } : { codeSrc: path.dirname(file), handler };
}

async function onlyFunction(absolute: string, file: string): Promise<string> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = (await import(pathToFileURL(absolute).href)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError("CLI_INVALID_ARGUMENT", `'${file}' cannot be loaded: ${why}`, { cause });
  }
  const names = Object.keys(exported).filter((name) => typeof exported[name] === "function");
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  const has =
    names.length === 0 ? "exports no function" : `exports ${names.join(", ")}; write ${file}:${names[0] ?? ""}`;
  throw new CliError("CLI_INVALID_ARGUMENT", `'${file}' ${has}`);
}
