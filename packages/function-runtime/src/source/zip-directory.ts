import { FunctionError } from "../errors.ts";

/** What an archive's directory says of one entry. */
export interface ZipEntry {
  /** With `/`; ends with one when it is a folder. */
  readonly name: string;
  readonly directory: boolean;
  /** Whether it is something else than a file or a folder: a link, a device. */
  readonly special: boolean;
  readonly encrypted: boolean;
  /** 0: as it is, 8: deflated. */
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive. */
  readonly packed: number;
  /** Bytes unpacked, as the directory says. */
  readonly size: number;
  /** Where its bytes begin. */
  readonly start: number;
}

// Offsets and marks of PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const endSize = 22;
const longestComment = 0xffff;

/**
 * The entries of an archive. Libraries that unpack do not show which of them are links, or check their bytes.
 *
 * @throws `FUNCTION_INVALID_SOURCE` for what is no archive, for one of more than `maxEntries`, and for ZIP64.
 */
export function readDirectory(archive: Uint8Array, maxEntries: number): readonly ZipEntry[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    const end = findEnd(bytes);
    const count = bytes.readUInt16LE(end + 10);
    const first = bytes.readUInt32LE(end + 16);
    if (count === 0xffff || first === 0xffff_ffff) throw invalid("is in the ZIP64 format, which sources cannot be");
    if (count > maxEntries) throw invalid(`has ${count} entries, more than the ${maxEntries} that are allowed`);
    const entries: ZipEntry[] = [];
    for (let index = 0, at = first; index < count; index++) {
      const { entry, next } = readEntry(bytes, at);
      entries.push(entry);
      at = next;
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) throw invalid("is cut off", error);
    throw error;
  }
}

function findEnd(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - endSize - longestComment);
  for (let at = bytes.length - endSize; at >= lowest; at--) {
    if (bytes.readUInt32LE(at) === endMark) return at;
  }
  throw invalid("is no ZIP file");
}

function readEntry(bytes: Buffer, at: number): { readonly entry: ZipEntry; readonly next: number } {
  if (bytes.readUInt32LE(at) !== entryMark) throw invalid("has a damaged directory");
  const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
  const name = bytes.toString("utf8", at + 46, nameEnd);
  if (nameEnd > bytes.length) throw invalid("is cut off");
  const local = bytes.readUInt32LE(at + 42);
  if (bytes.readUInt32LE(local) !== localMark) throw invalid(`has a damaged entry '${name}'`);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const entry: ZipEntry = {
    name,
    directory: name.endsWith("/"),
    special: isSpecial(bytes.readUInt8(at + 5), bytes.readUInt32LE(at + 38)),
    encrypted: (bytes.readUInt16LE(at + 8) & 1) !== 0,
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    start,
  };
  if (start + entry.packed > bytes.length) throw invalid(`is cut off in '${name}'`);
  return { entry, next: nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32) };
}

const unix = 3;
const macOs = 19;

/** By the type in the mode that Unix keeps in the upper half of the attributes; 0 where the writer kept none. */
function isSpecial(system: number, attributes: number): boolean {
  if (system !== unix && system !== macOs) return false;
  const type = (attributes >>> 16) & 0o170000;
  return type !== 0 && type !== 0o100000 && type !== 0o040000;
}

const invalid = (what: string, cause?: unknown): FunctionError =>
  new FunctionError("FUNCTION_INVALID_SOURCE", `the archive ${what}`, cause === undefined ? {} : { cause });
