import { createWriteStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { FunctionError } from "./errors.ts";
import type { Platform } from "./platform.ts";

export interface DownloadOptions {
  /** A file or folder. */
  readonly to?: string;
  /** Whether files that are there already are replaced. Default `false`: that is an error. */
  readonly overwrite?: boolean;
}

/** The content of one file in memory. */
export async function bytesOf(platform: Platform, at: string): Promise<Uint8Array> {
  if (at.endsWith("/")) {
    throw new FunctionError("FUNCTION_NO_CONTENT", `${at} is more than one file; download() writes them to a folder`);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of await open(platform, at)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Writes one file, or those below a path that ends with `/`, to disk. */
export async function downloadFiles(
  platform: Platform,
  at: string,
  { name, to = `${name}${path.sep}`, overwrite = false }: DownloadOptions & { readonly name: string },
): Promise<string> {
  if (!at.endsWith("/")) {
    const target = (await isFolder(to)) ? path.join(to, at.slice(at.lastIndexOf("/") + 1)) : to;
    await save(platform, at, target, overwrite);
    return target;
  }
  const files = await platform.files(at);
  for (const file of files) {
    const below = file.path.startsWith(at) ? file.path.slice(at.length) : file.path;
    await save(platform, `${at}${below}`, inside(to, below), overwrite);
  }
  await mkdir(to, { recursive: true });
  return to;
}

/** Content of the web is read from where it is; everything else is the platform's. */
async function open(platform: Platform, at: string): Promise<AsyncIterable<Uint8Array>> {
  if (!/^https?:\/\//.test(at)) return platform.download(at);
  const response = await fetch(at);
  if (response.ok && response.body !== null) return response.body;
  await response.body?.cancel();
  throw new FunctionError("FUNCTION_NO_CONTENT", `${at} answered ${response.status} ${response.statusText}`.trimEnd());
}

async function isFolder(to: string): Promise<boolean> {
  if (to.endsWith("/") || to.endsWith(path.sep)) return true;
  const found = await stat(to).catch(() => undefined);
  return found?.isDirectory() === true;
}

/** The path of a file in a folder; names that lead out of it are refused. */
function inside(folder: string, name: string): string {
  const target = path.resolve(folder, name);
  if (target.startsWith(path.resolve(folder) + path.sep)) return target;
  throw new FunctionError("FUNCTION_INVALID_NAME", `a file called '${name}' would be written outside of ${folder}`, {
    details: { folder, name },
  });
}

async function save(platform: Platform, from: string, to: string, overwrite: boolean): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  try {
    await pipeline(await open(platform, from), createWriteStream(to, { flags: overwrite ? "w" : "wx" }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const advice = "give `overwrite: true`, or another place by `to`";
    throw new FunctionError("FUNCTION_FILE_EXISTS", `${to} is there already; ${advice}`, { cause: error });
  }
}
