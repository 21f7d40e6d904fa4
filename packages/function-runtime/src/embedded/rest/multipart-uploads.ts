import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Refusal } from "./refusal.ts";

interface Upload {
  readonly path: string;
  readonly folder: string;
  readonly contentType?: string;
  /** Part number → its file, whose name is its tag as well. */
  readonly parts: Map<number, string>;
  /** By the clock of `performance`. */
  touchedAt: number;
}

/** More are refused: parts are files on disk. */
const mostUploads = 1000;
const mostParts = 10_000;

/** What nobody has gone on with for a day is given up. */
const longestPauseMs = 86_400_000;

/** Files on their way in parts. They are kept in a temporary folder until they are put together. */
export class MultipartUploads {
  #root: Promise<string> | undefined;
  readonly #uploads = new Map<string, Upload>();

  async start(path: string, contentType?: string): Promise<string> {
    await this.#forgetAbandoned();
    if (this.#uploads.size >= mostUploads)
      throw new Refusal(400, "too many uploads in parts have been left unfinished");
    const id = randomUUID().replaceAll("-", "");
    this.#root ??= mkdtemp(join(tmpdir(), "millrace-parts-"));
    const folder = join(await this.#root, id);
    await mkdir(folder);
    const type = contentType === undefined ? {} : { contentType };
    this.#uploads.set(id, { path, folder, parts: new Map(), touchedAt: performance.now(), ...type });
    return id;
  }

  /** @returns the part's tag */
  async put(id: string, path: string, number: number, content: AsyncIterable<Uint8Array>): Promise<string> {
    const { folder, parts } = this.#find(id, path);
    if (!Number.isInteger(number) || number < 1 || number > mostParts) {
      throw new Refusal(400, `parts have numbers from 1 to ${mostParts}`);
    }
    const file = `${number}-${randomUUID()}`;
    try {
      await pipeline(content, createWriteStream(join(folder, file)));
    } catch (error) {
      // Its folder may have gone meanwhile.
      this.#find(id, path);
      throw error;
    }
    parts.set(number, file);
    return file;
  }

  /**
   * The whole file, in the order of its parts.
   *
   * @param numbers which parts; default all
   */
  async *read(id: string, path: string, numbers?: readonly number[]): AsyncGenerator<Uint8Array> {
    const { folder, parts } = this.#find(id, path);
    const wanted = numbers ?? [...parts.keys()].toSorted((a, b) => a - b);
    const files = wanted.map((number) => {
      const file = parts.get(number);
      if (file === undefined) throw new Refusal(400, `part ${number} has not come`);
      return file;
    });
    for (const file of files) yield* createReadStream(join(folder, file)) as AsyncIterable<Uint8Array>;
  }

  contentTypeOf(id: string, path: string): string | undefined {
    return this.#find(id, path).contentType;
  }

  async forget(id: string, path: string): Promise<void> {
    const { folder } = this.#find(id, path);
    this.#uploads.delete(id);
    await rm(folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    this.#uploads.clear();
    if (this.#root !== undefined) await rm(await this.#root, { recursive: true, force: true });
  }

  async #forgetAbandoned(): Promise<void> {
    const since = performance.now() - longestPauseMs;
    const abandoned = [...this.#uploads].filter(([, { touchedAt }]) => touchedAt < since);
    await Promise.all(abandoned.map(([id, { path }]) => this.forget(id, path)));
  }

  #find(id: string, path: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload?.path === path) {
      upload.touchedAt = performance.now();
      return upload;
    }
    throw new Refusal(404, `there is no upload '${id.slice(0, 100)}' for this path`);
  }
}
