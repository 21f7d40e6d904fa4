import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { contentTypeOf, plainBytes } from "./content-types.ts";
import { FunctionError } from "./errors.ts";
import { json } from "./field-checks.ts";

export type Bytes = Uint8Array | AsyncIterable<Uint8Array>;

/** One file to upload. */
export interface UploadFile {
  /** Below the entity's path, with `/`. */
  readonly name: string;
  readonly contentType: string;
  readonly open: () => Bytes;
}

/** What an entity is going to hold. */
export interface MaterialContent {
  readonly files: readonly UploadFile[];
  /** Whether its path is that of a folder. */
  readonly folder: boolean;
}

/** A file of disk, or all files of a folder. */
export async function contentOfPath(sourcePath: string): Promise<MaterialContent> {
  const found = await stat(sourcePath).catch((error: unknown) => {
    throw new FunctionError(
      "FUNCTION_NO_CONTENT",
      `sourcePath '${sourcePath}' cannot be read; there is nothing to upload`,
      {
        cause: error,
      },
    );
  });
  if (!found.isDirectory()) return { files: [fileOf(sourcePath, path.basename(sourcePath))], folder: false };
  const names = await filesBelow(sourcePath);
  if (names.length === 0) {
    throw new FunctionError(
      "FUNCTION_NO_CONTENT",
      `the folder '${sourcePath}' has no files; there is nothing to upload`,
    );
  }
  return { files: names.map((name) => fileOf(path.join(sourcePath, name), name)), folder: true };
}

const fileOf = (file: string, name: string): UploadFile => ({
  name: name.split(path.sep).join("/"),
  contentType: contentTypeOf(name),
  open: () => createReadStream(file),
});

/** Links to files count as files, links to folders are not followed: they may lead round in circles. */
async function filesBelow(folder: string, below = ""): Promise<string[]> {
  const files: string[] = [];
  // Not `recursive`: in Node 26 that follows links.
  for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
    const name = path.join(below, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(folder, name)));
    else if (entry.isFile() || (entry.isSymbolicLink() && (await stat(path.join(folder, name))).isFile())) {
      files.push(name);
    }
  }
  return files.sort();
}

/** A value of memory as one file: bytes and streams as they are, text as text, anything else as JSON. */
export function contentOfData(
  name: string,
  data: unknown,
  said: { readonly contentType?: string; readonly fileName?: string },
): MaterialContent {
  const { ending, contentType, bytes } = encode(data);
  const fileName = said.fileName ?? `${name}.${ending}`;
  return {
    files: [{ name: fileName, contentType: said.contentType ?? contentType, open: () => bytes }],
    folder: false,
  };
}

function encode(data: unknown): { readonly ending: string; readonly contentType: string; readonly bytes: Bytes } {
  if (data instanceof Uint8Array || isStream(data)) return { ending: "bin", contentType: plainBytes, bytes: data };
  if (typeof data === "string") {
    return { ending: "txt", contentType: contentTypeOf("a.txt"), bytes: Buffer.from(data) };
  }
  const text = JSON.stringify(json(data, "data"));
  return { ending: "json", contentType: contentTypeOf("a.json"), bytes: Buffer.from(text) };
}

const isStream = (data: unknown): data is AsyncIterable<Uint8Array> =>
  typeof data === "object" && data !== null && Symbol.asyncIterator in data;
