import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";
import { FunctionError } from "../errors.ts";
import { staysInside } from "./code-file.ts";
import { readDirectory, type ZipEntry } from "./zip-directory.ts";

export interface UnzipLimits {
  /** Bytes of all files together, unpacked. Default 1 GiB. */
  readonly maxBytes?: number;
  /** Default 50,000. */
  readonly maxEntries?: number;
}

const unzipDefaults: Required<UnzipLimits> = Object.freeze({ maxBytes: 2 ** 30, maxEntries: 50_000 });

const inflate = promisify(inflateRaw);

/**
 * Unpacks an archive into an empty folder. Nothing is written unless all entries are what an archive of code has: plain
 * files and folders below the archive's root, within the limits. Their content is checked against their checksums.
 *
 * @throws `FUNCTION_INVALID_SOURCE`
 */
export async function unzip(archive: Uint8Array, folder: string, limits: UnzipLimits = {}): Promise<void> {
  const { maxBytes, maxEntries } = { ...unzipDefaults, ...limits };
  const entries = readDirectory(archive, maxEntries);
  for (const entry of entries) checkEntry(entry);
  checkPaths(entries);
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (size > maxBytes) throw invalid(`unpacks to ${size} bytes, more than the ${maxBytes} that are allowed`);
  for (const entry of entries) await write(entry, await contentOf(entry, archive), folder);
}

async function write({ name, directory }: ZipEntry, content: Uint8Array, folder: string): Promise<void> {
  const file = path.join(folder, ...name.split("/"));
  try {
    await mkdir(directory ? file : path.dirname(file), { recursive: true });
    if (!directory) await writeFile(file, content, { flag: "wx" });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!unwritable.has(code)) throw error;
    throw invalid(`has '${name.slice(0, 100)}', which cannot be the name of a file here (${code})`, error);
  }
}

/** What a file system says of names that it does not take, or takes for another's. */
const unwritable: ReadonlySet<string> = new Set([
  "EEXIST",
  "EINVAL",
  "EISDIR",
  "EILSEQ",
  "ENAMETOOLONG",
  "ENOENT",
  "ENOTDIR",
]);

function checkEntry({ name, directory, encrypted, method, special }: ZipEntry): void {
  if (!staysInside(directory ? name.slice(0, -1) : name)) throw invalid(`has '${name}', which leads out of its folder`);
  if (special) throw invalid(`has '${name}', which is a link or a device`);
  if (encrypted) throw invalid(`has '${name}', which is encrypted`);
  if (method !== 0 && method !== 8) throw invalid(`has '${name}', compressed by the unknown method ${method}`);
}

/** Two entries of one name, or a file that another entry takes for a folder, are two archives in one. */
function checkPaths(entries: readonly ZipEntry[]): void {
  const files = new Set<string>();
  for (const { name, directory } of entries) {
    if (directory) continue;
    if (files.has(name)) throw invalid(`has '${name}' twice`);
    files.add(name);
  }
  for (const { name } of entries) {
    const parts = name.split("/");
    for (let depth = 1; depth < parts.length; depth++) {
      const above = parts.slice(0, depth).join("/");
      if (files.has(above)) throw invalid(`has '${above}' as a file and as a folder`);
    }
  }
}

async function contentOf(
  { name, start, packed, size, method, crc }: ZipEntry,
  archive: Uint8Array,
): Promise<Uint8Array> {
  const stored = archive.subarray(start, start + packed);
  const content = method === 0 ? stored : await inflateTo(stored, size, name);
  if (content.byteLength === size && crc32(content) === crc) return content;
  throw invalid(`has '${name}', which does not match its checksum`);
}

async function inflateTo(stored: Uint8Array, size: number, name: string): Promise<Uint8Array> {
  try {
    // zlib takes no limit of 0.
    return await inflate(stored, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    throw invalid(`has '${name}', which cannot be unpacked: ${(error as Error).message}`, error);
  }
}

const invalid = (what: string, cause?: unknown): FunctionError =>
  new FunctionError("FUNCTION_INVALID_SOURCE", `the archive ${what}`, cause === undefined ? {} : { cause });
