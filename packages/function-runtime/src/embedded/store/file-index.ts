import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import nodePath from "node:path";
import { mapConcurrent } from "@millrace/protocol";
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
  readonly #turns = new Turns();
  #all: Promise<Map<string, FileInfo>> | undefined;

  constructor(root: string) {
    this.#root = root;
    this.#folder = nodePath.join(root, "paths");
  }

  async get(path: string): Promise<FileInfo | undefined> {
    const all = await this.#all;
    return all === undefined
      ? readInfo(this.#fileOf(checkFilePath(path, "file")))
      : all.get(checkFilePath(path, "file"));
  }

  /** @returns what was there before. */
  set(info: FileInfo): Promise<FileInfo | undefined> {
    const file = this.#fileOf(checkFilePath(info.path, "file"));
    return this.#turns.take(info.path, async () => {
      const before = await this.get(info.path);
      await makeFolder(nodePath.dirname(file));
      await writeWhole(this.#root, file, `${JSON.stringify(info)}\n`);
      (await this.#all)?.set(info.path, info);
      return before;
    });
  }

  /** @returns whether it was there. */
  remove(path: string): Promise<boolean> {
    return this.#turns.take(path, async () => {
      const before = await this.get(path);
      await removeFile(this.#fileOf(path));
      (await this.#all)?.delete(path);
      return before !== undefined;
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

  /** The hashes of everything that there is. */
  async hashes(): Promise<ReadonlySet<string>> {
    return new Set([...(await this.#loaded()).values()].map(({ hash }) => hashOf(hash)));
  }

  idle(): Promise<void> {
    return this.#turns.idle();
  }

  #loaded(): Promise<Map<string, FileInfo>> {
    this.#all ??= this.#load().catch((error: unknown) => {
      this.#all = undefined;
      throw error;
    });
    return this.#all;
  }

  async #load(): Promise<Map<string, FileInfo>> {
    // What is written meanwhile must not be missed.
    await this.#turns.idle();
    const files: string[] = [];
    for (const folder of await subfolders(this.#folder)) {
      const names = await readdir(nodePath.join(this.#folder, folder));
      files.push(...names.map((name) => nodePath.join(this.#folder, folder, name)));
    }
    const all = new Map<string, FileInfo>();
    for await (const info of mapConcurrent(files, readInfo, { concurrency: readsAtOnce })) {
      if (info !== undefined) all.set(info.path, info);
    }
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
