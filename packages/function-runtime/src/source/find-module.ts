import { readdir, realpath } from "node:fs/promises";
import path from "node:path";
import { FunctionError } from "../errors.ts";
import { codeExtensions, codeFileNames, isCodeFile, stemOf } from "./code-file.ts";
import type { HandlerName } from "./handler-string.ts";

/** Where to look for the module of a handler. */
export interface ModulePlace {
  readonly folder: string;
  readonly codeFile?: string;
}

/**
 * The file of a handler's module. Without a module it is the source's only file of code, or `main`.
 *
 * @throws `FUNCTION_NOT_LOADED` naming the modules that there are.
 */
export async function findModule({ module, exact }: HandlerName, { folder, codeFile }: ModulePlace): Promise<string> {
  const candidates = candidatesOf(module, exact, codeFile);
  for (const candidate of candidates) {
    const file = await insideOf(folder, candidate);
    if (file !== undefined) return file;
  }
  const files = await codeFilesOf(folder);
  const [only] = files;
  if (module === undefined && files.length === 1 && only !== undefined) {
    const file = await insideOf(folder, only);
    if (file !== undefined) return file;
  }
  const found = files.length === 0 ? "no file of code" : files.slice(0, mostShown).join(", ");
  const wanted = module === undefined ? "main module" : `module '${module}'`;
  throw new FunctionError(
    "FUNCTION_NOT_LOADED",
    `the source has no ${wanted} (looked for ${candidates.join(", ")}); it has ${found}`,
    { details: { folder, looked: candidates, files } },
  );
}

const mostShown = 20;

function candidatesOf(module: string | undefined, exact: boolean, codeFile: string | undefined): readonly string[] {
  if (module === undefined) return codeFile === undefined ? codeFileNames : [codeFile];
  if (exact) return [module];
  const files = codeExtensions.map((extension) => `${module}${extension}`);
  // A file that lost its folders on the way here is still the module that it was.
  return codeFile !== undefined && stemOf(codeFile) === path.posix.basename(module) ? [...files, codeFile] : files;
}

/** The real path of a file, unless it is absent or a link leads out of the folder. */
async function insideOf(folder: string, file: string): Promise<string | undefined> {
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(path.join(folder, ...file.split("/")))]);
    return real.startsWith(root + path.sep) ? real : undefined;
  } catch {
    return undefined;
  }
}

/** The files of code that handlers could mean: at the top and one folder below. */
async function codeFilesOf(folder: string, below = ""): Promise<readonly string[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch(() => []);
  const files: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isFile() && isCodeFile(entry.name) && !entry.name.endsWith(".d.ts")) files.push(`${below}${entry.name}`);
    if (entry.isDirectory() && below === "" && entry.name !== "node_modules" && !entry.name.startsWith(".")) {
      files.push(...(await codeFilesOf(folder, `${entry.name}/`)));
    }
  }
  return files;
}
