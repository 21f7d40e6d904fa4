import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { JsonObject } from "../entity.ts";
import { FunctionError } from "../errors.ts";
import type { EntityPlace, Platform } from "../platform.ts";
import { isCodeFile, isTypeScript } from "./code-file.ts";
import { decodeBase64 } from "./fetch-source.ts";
import { parseHandler } from "./handler-string.ts";
import { parseSourceUri } from "./source-uri.ts";
import { zipFolder } from "./zip-folder.ts";

/** The code of a function as its maker gives it; one of the first three is required. */
export interface SourceOptions {
  /** A path, or a URI: `git+https://…#ref`, `https://…`, `zip+https://…`, `zip+s3://…`. */
  readonly codeSrc?: string;
  /** Plain text; wins over `base64`. Beside them `codeSrc` is the path that the code is kept under. */
  readonly code?: string;
  readonly base64?: string;
  readonly handler?: string;
  readonly initFunction?: string;
  /** A hint: `"typescript"` or `"javascript"`. Default: that of the file, else `"typescript"`. */
  readonly lang?: string;
}

export interface PackSourceOptions {
  readonly platform: Platform;
  /** The function that the source belongs to: folders and archives are stored with it. */
  readonly place: EntityPlace & { readonly name: string };
  /** What relative paths are relative to. Default: the working directory. */
  readonly dir?: string;
}

/**
 * What a function keeps as `spec.source`: a file's code itself, with its path as `source`; the archive of a folder,
 * uploaded; a URI as it is. Handlers and URIs are checked, so that they fail here and not when the function runs.
 *
 * @throws `FUNCTION_INVALID_SOURCE`, `FUNCTION_INVALID_HANDLER`
 */
export async function packSource(options: SourceOptions, target: PackSourceOptions): Promise<JsonObject> {
  const { handler, initFunction } = options;
  if (typeof handler !== "string") {
    throw new FunctionError("FUNCTION_INVALID_HANDLER", "a function needs a handler, as in 'main:train'");
  }
  parseHandler(handler);
  if (initFunction !== undefined) parseHandler(initFunction);
  const packed = await packCode(options, target);
  return {
    ...packed,
    handler,
    ...(initFunction === undefined ? {} : { init_function: initFunction }),
    lang: options.lang ?? langOf(packed["source"]),
  };
}

const langOf = (source: unknown): string =>
  typeof source === "string" && isCodeFile(source) && !isTypeScript(source) ? "javascript" : "typescript";

async function packCode({ codeSrc, code, base64 }: SourceOptions, target: PackSourceOptions): Promise<JsonObject> {
  const uri = codeSrc === undefined ? undefined : parseSourceUri(codeSrc);
  if (code !== undefined || base64 !== undefined) {
    if (uri !== undefined && uri.kind !== "local") {
      throw invalid(`there is code beside the address '${uri.kind}:…' in codeSrc; give one of them`);
    }
    return { ...(codeSrc === undefined ? {} : { source: codeSrc }), base64: encode(code, base64) };
  }
  if (codeSrc === undefined || uri === undefined) throw invalid("a function needs one of codeSrc, code and base64");
  return uri.kind === "local" ? packPath(codeSrc, target) : { source: codeSrc };
}

function encode(code: string | undefined, base64: string | undefined): string {
  const bytes = code === undefined ? decodeBase64(base64 ?? "") : Buffer.from(code);
  if (bytes.byteLength === 0) throw invalid("the code of a function is empty");
  return Buffer.from(bytes).toString("base64");
}

async function packPath(codeSrc: string, target: PackSourceOptions): Promise<JsonObject> {
  const file = path.resolve(target.dir ?? process.cwd(), codeSrc);
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw invalid(`the source '${codeSrc}' does not exist (looked for ${file})`);
  if (found.isDirectory()) return upload("archive.zip", await zipFolder(file), target);
  if (file.endsWith(".zip")) return upload(path.basename(file), await readFile(file), target);
  if (!isCodeFile(file))
    throw invalid(`the source '${codeSrc}' is no file of code (.ts, .mts, .js, .mjs), folder or .zip`);
  return { source: codeSrc, base64: encode(undefined, await readFile(file, "base64")) };
}

async function upload(name: string, archive: Uint8Array, { platform, place }: PackSourceOptions): Promise<JsonObject> {
  const stored = platform.filePath(place, name);
  await platform.upload(stored, archive, "application/zip");
  return { source: `zip+${stored}` };
}

const invalid = (message: string): FunctionError => new FunctionError("FUNCTION_INVALID_SOURCE", message);
