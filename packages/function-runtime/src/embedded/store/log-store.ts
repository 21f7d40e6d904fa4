import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { EntityPlace, LogLine } from "../../platform.ts";
import { codeOf, makeFolder, removeFile, unusable } from "./disk.ts";
import { checkPlace, placeText } from "./place.ts";
import { RunLog } from "./run-log.ts";

const readBytes = 64 * 1024;

/** The logs of runs: a file each, one JSON object a line. */
export class LogStore {
  readonly #root: string;
  readonly #maxBytes: number;
  readonly #open = new Set<string>();
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(root: string, maxBytes: number) {
    this.#root = root;
    this.#maxBytes = maxBytes;
  }

  /** Begins to write the log of a run, or goes on with it. */
  async open(run: EntityPlace): Promise<RunLog> {
    const file = this.#fileOf(run);
    await makeFolder(path.dirname(file));
    this.#open.add(placeText(run));
    return new RunLog({ file, maxBytes: this.#maxBytes, onChange: () => this.wake(run) });
  }

  async close(run: EntityPlace, log: RunLog): Promise<void> {
    try {
      await log.close();
    } finally {
      this.#open.delete(placeText(run));
      this.wake(run);
    }
  }

  isOpen(run: EntityPlace): boolean {
    return this.#open.has(placeText(run));
  }

  /** Tells readers who wait that there may be more, or no more. */
  wake(run: EntityPlace): void {
    for (const wake of this.#waiting.get(placeText(run)) ?? []) wake();
  }

  remove(run: EntityPlace): Promise<void> {
    return removeFile(this.#fileOf(run));
  }

  /**
   * The lines that there are, then those that come.
   *
   * @param isOver whether no more can come; asked each time when all is read.
   */
  async *read(run: EntityPlace, isOver: () => Promise<boolean>, signal?: AbortSignal): AsyncGenerator<LogLine, void> {
    let isNews = true;
    let wake = (): void => undefined;
    const unsubscribe = this.#subscribe(run, () => {
      isNews = true;
      wake();
    });
    const onAbort = (): void => wake();
    signal?.addEventListener("abort", onAbort);
    const reader = new LineReader(this.#fileOf(run));
    try {
      for (;;) {
        isNews = false;
        const isLast = await isOver();
        for await (const line of reader.lines()) {
          if (signal?.aborted) return;
          yield line;
        }
        if (isLast || signal?.aborted) return;
        if (!isNews) await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      unsubscribe();
      await reader.close();
    }
  }

  #subscribe(run: EntityPlace, wake: () => void): () => void {
    const key = placeText(run);
    const waiting = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, waiting.add(wake));
    return () => {
      waiting.delete(wake);
      if (waiting.size === 0) this.#waiting.delete(key);
    };
  }

  #fileOf(run: EntityPlace): string {
    checkPlace(run);
    return path.join(this.#root, "logs", run.project ?? "", `${run.id}.jsonl`);
  }
}

/** Reads on where it left off. */
class LineReader {
  readonly #file: string;
  readonly #decoder = new TextDecoder();
  #handle: FileHandle | undefined;
  #rest = "";

  constructor(file: string) {
    this.#file = file;
  }

  async *lines(): AsyncGenerator<LogLine, void> {
    this.#handle ??= await openIfThere(this.#file);
    if (this.#handle === undefined) return;
    for (;;) {
      const { bytesRead, buffer } = await this.#handle.read(new Uint8Array(readBytes), 0, readBytes);
      if (bytesRead === 0) return;
      const lines = (this.#rest + this.#decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split("\n");
      this.#rest = lines.pop() ?? "";
      for (const line of lines) {
        const parsed = parse(line);
        if (parsed !== undefined) yield parsed;
      }
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw unusable(file, cause);
  }
}

/** A line that a crash has torn is none. */
function parse(line: string): LogLine | undefined {
  try {
    const { time, stream, text } = JSON.parse(line) as Partial<LogLine>;
    if (typeof time !== "number" || typeof text !== "string" || stream === undefined) return undefined;
    return { time, stream, text };
  } catch {
    return undefined;
  }
}
