import path from "node:path";
import { writeFile } from "node:fs/promises";
import type { Logger } from "@millrace/protocol";
import { FunctionError } from "../../errors.ts";
import type { FileInfo } from "../../platform.ts";
import { ContentStore, type StoredContent } from "./content-store.ts";
import { readText, removeFile } from "./disk.ts";
import { FileIndex, hashOf } from "./file-index.ts";
import { checkFilePath } from "./file-path.ts";

const defaultContentType = "application/octet-stream";

/** Files by path. Equal contents take their room once; room that nobody uses is given back at the next open. */
export class FileStore {
  readonly #contents: ContentStore;
  readonly #index: FileIndex;
  /** There when contents have lost a path: nobody may be writing when they are removed. */
  readonly #garbageMark: string;

  constructor(root: string, logger: Logger) {
    this.#contents = new ContentStore(root);
    this.#index = new FileIndex(root, logger);
    this.#garbageMark = path.join(root, "garbage");
  }

  async upload(to: string, content: AsyncIterable<Uint8Array> | Uint8Array, contentType?: string): Promise<FileInfo> {
    checkFilePath(to, "file");
    return this.register(to, await this.#contents.put(content), contentType);
  }

  /** Gives contents that somebody has put a path. */
  async register(
    to: string,
    { hash, size }: StoredContent,
    contentType: string = defaultContentType,
  ): Promise<FileInfo> {
    if (!(await this.#contents.has(hash))) throw noFile(to);
    const info: FileInfo = {
      path: to,
      name: to.slice(to.lastIndexOf("/") + 1),
      size,
      content_type: contentType,
      hash: `sha256:${hash}`,
      last_modified: new Date().toISOString(),
    };
    const before = await this.#index.set(info);
    if (before !== undefined && before.hash !== info.hash) await this.#markGarbage();
    return info;
  }

  /** @throws `FUNCTION_NOT_FOUND` */
  async download(from: string): Promise<AsyncIterable<Uint8Array>> {
    const info = await this.info(from);
    if (info === undefined) throw noFile(from);
    return this.#contents.get(hashOf(info.hash));
  }

  info(of: string): Promise<FileInfo | undefined> {
    return this.#index.get(of);
  }

  below(folder: string): Promise<readonly FileInfo[]> {
    return this.#index.below(folder);
  }

  /** Removes one file, or those below a path that ends in `/`. */
  async remove(what: string): Promise<void> {
    const found = await this.#index.below(what);
    for (const { path: one } of found) await this.#index.remove(one);
    if (found.length > 0) await this.#markGarbage();
  }

  /** Gives back the room of contents without a path. To be called before anybody writes. */
  async sweep(always: boolean): Promise<void> {
    if (!always && (await readText(this.#garbageMark)) === undefined) return;
    const used = await this.#index.hashes();
    if (used === undefined) return;
    await this.#contents.sweep((hash) => used.has(hash));
    await removeFile(this.#garbageMark);
  }

  idle(): Promise<void> {
    return this.#index.idle();
  }

  #markGarbage(): Promise<void> {
    return writeFile(this.#garbageMark, "");
  }
}

export function noFile(path: string): FunctionError {
  return new FunctionError("FUNCTION_NOT_FOUND", `there is no file '${path}'`, { details: { path } });
}
