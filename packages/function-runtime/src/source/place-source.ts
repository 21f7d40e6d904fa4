import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { FunctionError } from "../errors.ts";
import { isCodeFile, staysInside } from "./code-file.ts";
import { replaceFolder } from "./replace-folder.ts";
import { shownUri } from "./source-uri.ts";
import { unzip } from "./unzip.ts";

export interface FetchedSource {
  /** `folder`, or where a source that is a local path lies. */
  readonly folder: string;
  /** The one file of code, relative to the folder and with `/`, where the source is one. */
  readonly codeFile?: string;
}

/** Of one file of code: 64 MiB. Of an archive: 512 MiB. */
export const maxFileBytes: number = 2 ** 26;
export const maxArchiveBytes: number = 2 ** 29;

/** Unpacks an archive in place of the folder. */
export async function unpack(archive: Uint8Array, folder: string): Promise<FetchedSource> {
  await replaceFolder(folder, (empty) => unzip(archive, empty));
  return { folder };
}

/** Puts one file of code in place of the folder. */
export async function putCodeFile(folder: string, codeFile: string, content: Uint8Array): Promise<FetchedSource> {
  await replaceFolder(folder, async (empty) => {
    const file = path.join(empty, ...codeFile.split("/"));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    // Otherwise a package.json further up would say whether the file is a module.
    await writeFile(path.join(empty, "package.json"), '{ "type": "module" }\n');
  });
  return { folder, codeFile };
}

/**
 * The name of the file at the end of an address or path.
 *
 * @throws `FUNCTION_INVALID_SOURCE` if that is no file of code.
 */
export function codeName(name: string, uri: string): string {
  const file = uri.startsWith("http") ? decoded(name) : name;
  if (file !== undefined && staysInside(file) && !file.includes("/") && isCodeFile(file)) return file;
  throw new FunctionError(
    "FUNCTION_INVALID_SOURCE",
    `the source '${shownUri(uri)}' is no file of code (.ts, .mts, .js, .mjs); an archive is zip+${shownUri(uri)}`,
  );
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
