import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, open, readdir, rename, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { FunctionError } from "../../errors.ts";
import { codeOf, makeFolder, newDraft, refuseLinks, removeFile, unusable } from "./disk.ts";
import { subfolders } from "./subfolders.ts";

/** What was stored: its bytes have one place, however often they are stored. */
export interface StoredContent {
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
}

const readBytes = 256 * 1024;

/** The bytes of files by their hash. Several processes may write to one at the same time. */
export class ContentStore {
  readonly #root: string;
  readonly #folder: string;

  /** @param root the folder of the store. */
  constructor(root: string) {
    this.#root = root;
    this.#folder = path.join(root, "objects");
  }

  async put(content: AsyncIterable<Uint8Array> | Uint8Array): Promise<StoredContent> {
    const draft = newDraft(this.#root);
    try {
      const stored = await write(draft, content instanceof Uint8Array ? [content] : content);
      const file = this.#fileOf(stored.hash);
      await makeFolder(path.dirname(file));
      // The same bytes are there already, or take their place.
      await rename(draft, file);
      return stored;
    } catch (cause) {
      await rm(draft, { force: true });
      throw codeOf(cause)?.startsWith("E") ? unusable(draft, cause) : cause;
    }
  }

  async has(hash: string): Promise<boolean> {
    return access(this.#fileOf(hash)).then(
      () => true,
      () => false,
    );
  }

  /**
   * The bytes, checked against their hash while they are read.
   *
   * @throws `FUNCTION_STORE_CORRUPT` if they are gone, and at their end if they are others.
   */
  async get(hash: string): Promise<AsyncIterable<Uint8Array>> {
    const file = this.#fileOf(hash);
    try {
      await refuseLinks(file);
      return read(file, await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)), hash);
    } catch (cause) {
      throw corrupt(file, "cannot be opened", cause);
    }
  }

  /** Removes what nobody refers to. Nobody may be writing. */
  async sweep(isUsed: (hash: string) => boolean): Promise<void> {
    for (const folder of await subfolders(this.#folder)) {
      const files = await readdir(path.join(this.#folder, folder));
      for (const hash of files) if (!isUsed(hash)) await removeFile(path.join(this.#folder, folder, hash));
    }
  }

  #fileOf(hash: string): string {
    if (!/^[0-9a-f]{64}$/.test(hash)) {
      throw new FunctionError("FUNCTION_STORE_CORRUPT", `'${hash.slice(0, 100)}' is not the hash of a file`);
    }
    return path.join(this.#folder, hash.slice(0, 2), hash);
  }
}

async function write(draft: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredContent> {
  const hash = createHash("sha256");
  let size = 0;
  const handle = await open(draft, "wx");
  try {
    for await (const bytes of content) {
      hash.update(bytes);
      size += bytes.byteLength;
      await handle.writeFile(bytes);
    }
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return { hash: hash.digest("hex"), size };
}

async function* read(file: string, handle: FileHandle, expected: string): AsyncGenerator<Uint8Array, void> {
  const hash = createHash("sha256");
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(readBytes), 0, readBytes);
      if (bytesRead === 0) break;
      const bytes = buffer.subarray(0, bytesRead);
      hash.update(bytes);
      yield bytes;
    }
  } finally {
    await handle.close();
  }
  if (hash.digest("hex") !== expected) throw corrupt(file, "has other bytes than were written");
}

function corrupt(file: string, why: string, cause?: unknown): FunctionError {
  return new FunctionError("FUNCTION_STORE_CORRUPT", `'${file}' ${why}; restore it, or store the file again`, {
    ...(cause === undefined ? {} : { cause }),
    details: { file },
  });
}
