import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { JsonObject } from "../entity.ts";
import { FunctionError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { isCodeFile, staysInside } from "./code-file.ts";
import { fetchGit } from "./fetch-git.ts";
import { fetchHttp } from "./fetch-http.ts";
import { fetchStored } from "./fetch-stored.ts";
import { codeName, maxArchiveBytes, maxFileBytes, putCodeFile, unpack, type FetchedSource } from "./place-source.ts";
import { replaceFolder } from "./replace-folder.ts";
import { parseSourceUri, type SourceUri } from "./source-uri.ts";

export type { FetchedSource } from "./place-source.ts";

export interface FetchSourceOptions {
  /** Where the source goes; it is replaced as a whole, once everything has come. */
  readonly folder: string;
  /** Needed for sources that are files of a store. */
  readonly platform?: Platform;
  readonly signal?: AbortSignal;
}

/**
 * Brings the code of a function into a folder.
 *
 * @param source a function's `spec.source`: `base64` wins over `source`, which then is the file's name.
 * @throws `FUNCTION_INVALID_SOURCE`, `FUNCTION_SOURCE_UNAVAILABLE`
 */
export async function fetchSource(source: JsonObject, options: FetchSourceOptions): Promise<FetchedSource> {
  const { base64, source: uri, lang } = source;
  options.signal?.throwIfAborted();
  if (typeof base64 === "string" && base64 !== "") {
    return putCodeFile(options.folder, keptName(uri, lang), decodeBase64(base64));
  }
  if (typeof uri !== "string" || uri === "") {
    throw new FunctionError("FUNCTION_INVALID_SOURCE", "the function has no source; give codeSrc, code or base64");
  }
  return fetchUri(parseSourceUri(uri), uri, options);
}

async function fetchUri(parsed: SourceUri, uri: string, options: FetchSourceOptions): Promise<FetchedSource> {
  const { folder, signal } = options;
  switch (parsed.kind) {
    case "git":
      await replaceFolder(folder, (empty) => fetchGit(parsed, empty, signal));
      return { folder };
    case "http": {
      if (parsed.zip) return unpack(await fetchHttp(parsed.url, maxArchiveBytes, signal), folder);
      const name = codeName(path.posix.basename(parsed.url.pathname), uri);
      return putCodeFile(folder, name, await fetchHttp(parsed.url, maxFileBytes, signal));
    }
    case "store":
      return fetchStored(parsed, uri, options);
    case "local":
      return fetchLocal(parsed.path, options);
  }
}

async function fetchLocal(local: string, { folder }: FetchSourceOptions): Promise<FetchedSource> {
  const found = await stat(local).catch(() => undefined);
  if (found === undefined) throw new FunctionError("FUNCTION_INVALID_SOURCE", `the source '${local}' does not exist`);
  const absolute = path.resolve(local);
  if (found.isDirectory()) return { folder: absolute };
  if (local.endsWith(".zip")) return unpack(await readFile(absolute), folder);
  return { folder: path.dirname(absolute), codeFile: codeName(path.basename(absolute), local) };
}

/** The path that a file had where its function was made, as far as it stays inside of the folder. */
function keptName(source: unknown, lang: unknown): string {
  if (typeof source === "string" && isCodeFile(source)) {
    const kept = path.posix.normalize(source.replaceAll("\\", "/"));
    if (staysInside(kept)) return kept;
    const name = path.posix.basename(kept);
    if (staysInside(name)) return name;
  }
  return lang === "javascript" ? "main.mjs" : "main.mts";
}

/** @throws `FUNCTION_INVALID_SOURCE` */
export function decodeBase64(text: string): Uint8Array {
  const compact = text.replaceAll(/\s/g, "");
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return Buffer.from(compact, "base64");
  throw new FunctionError("FUNCTION_INVALID_SOURCE", "the function's base64 is not base64; give plain text as `code`");
}
