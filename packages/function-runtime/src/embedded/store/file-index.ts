import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import nodePath from "node:path";
import { mapConcurrent, type Logger } from "@millrace/protocol";
import { FunctionError } from "../../errors.ts";
import type { FileInfo } from "../../platform.ts";
import { makeFolder, readText, removeFile, writeWhole } from "./disk.ts";
import { checkFilePath } from "./file-path.ts";
import { subfolders } from "./subfolders.ts";
import { Turns } from "./turns.ts";

const readsAtOnce = 32;

/** Which path has which bytes: a small file a path, called by the path's hash, so that a path cannot lead anywhere. */
export class FileIndex {
  readonly #root: string;
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #turns = new Turns();
  #isWhole = true;
  #all: Map<string, FileInfo> | undefined;
  #loading: Promise<Map<string, FileInfo>> | undefined;
  /** What changed while everything is being loaded; undefined: it was removed. */
  readonly #changed = new Map<string, FileInfo | undefined>();

  constructor(root: string, logger: Logger) {
    this.#root = root;
    this.#logger = logger;
    this.#folder = nodePath.join(root, "paths");
  }

  async get(path: string): Promise<FileInfo | undefined> {
    checkFilePath(path, "file");
    // What is in no list may be broken, and is told so when it is read itself.
    if (this.#all === undefined || !this.#isWhole) return readInfo(this.#fileOf(path));
    return this.#all.get(path);
  }

  /** @returns what was there before. */
  set(info: FileInfo): Promise<FileInfo | undefined> {
    const file = this.#fileOf(checkFilePath(info.path, "file"));
    return this.#turns.take(info.path, async () => {
      const before = await this.get(info.path);
      await makeFolder(nodePath.dirname(file));
      await writeWhole(this.#root, file, `${JSON.stringify(info)}\n`);
      this.#note(info.path, info);
      return before;
    });
  }

  remove(path: string): Promise<void> {
    return this.#turns.take(path, async () => {
      await removeFile(this.#fileOf(path));
      this.#note(path, undefined);
    });
  }

  /** The files below a path that ends in `/`, by path; of another path its file alone. */
  async below(path: string): Promise<readonly FileInfo[]> {
    if (!path.endsWith("/")) {
      const info = await this.get(path);
      return info === undefined ? [] : [info];
    }
    checkFilePath(path, "folder");
    const found = [...(await this.#loaded()).values()].filter((info) => info.path.startsWith(path));
    return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The hashes of everything that there is; undefined where one cannot be read. */
  async hashes(): Promise<ReadonlySet<string> | undefined> {
    const all = [...(await this.#loaded()).values()];
    return this.#isWhole ? new Set(all.map(({ hash }) => hashOf(hash))) : undefined;
  }

  idle(): Promise<void> {
    return this.#turns.idle();
  }

  /** One that is broken must not hide the others. */
  async #read(file: string): Promise<FileInfo | undefined> {
    try {
      return await readInfo(file);
    } catch (error) {
      this.#isWhole = false;
      this.#logger.warn({ file, error }, "a file of the store cannot be read and is not in its lists");
      return undefined;
    }
  }

  #note(path: string, info: FileInfo | undefined): void {
    if (this.#loading !== undefined) this.#changed.set(path, info);
    if (info === undefined) this.#all?.delete(path);
    else this.#all?.set(path, info);
  }

  async #loaded(): Promise<Map<string, FileInfo>> {
    if (this.#all !== undefined) return this.#all;
    this.#loading ??= this.#load().finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  async #load(): Promise<Map<string, FileInfo>> {
    const files: string[] = [];
    for (const folder of await subfolders(this.#folder)) {
      const names = await readdir(nodePath.join(this.#folder, folder));
      files.push(...names.map((name) => nodePath.join(this.#folder, folder, name)));
    }
    const all = new Map<string, FileInfo>();
    for await (const info of mapConcurrent(files, (file) => this.#read(file), { concurrency: readsAtOnce })) {
      if (info !== undefined) all.set(info.path, info);
    }
    for (const [path, info] of this.#changed) {
      if (info === undefined) all.delete(path);
      else all.set(path, info);
    }
    this.#changed.clear();
    this.#all = all;
    return all;
  }

  #fileOf(path: string): string {
    const name = createHash("sha256").update(path).digest("hex");
    return nodePath.join(this.#folder, name.slice(0, 2), `${name}.json`);
  }
}

/** `sha256:…` without its first part. */
export const hashOf = (hash: string): string => hash.replace(/^sha256:/, "");

async function readInfo(file: string): Promise<FileInfo | undefined> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  try {
    const info = JSON.parse(text) as FileInfo;
    if (typeof info.path === "string" && typeof info.hash === "string" && typeof info.size === "number") return info;
  } catch {
    // Said below, with what to do.
  }
  throw new FunctionError(
    "FUNCTION_STORE_CORRUPT",
    `'${file}' is broken; restore it, or remove it and store the file again`,
    {
      details: { file },
    },
  );
}
