import { open, type FileHandle } from "node:fs/promises";
import type { LogLine } from "../../platform.ts";
import { unusable } from "./disk.ts";

/** When so much waits for the disk, whoever writes should wait too. */
const highWaterBytes = 256 * 1024;

export interface RunLogOptions {
  readonly file: string;
  /** Bytes on disk; what comes after is dropped and counted. */
  readonly maxBytes: number;
  readonly onChange: () => void;
}

/** The lines of one run, appended to its file in batches while it executes. */
export class RunLog {
  readonly #options: RunLogOptions;
  #handle: FileHandle | undefined;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #bytes = 0;
  #dropped = 0;
  #flushing: Promise<void> | undefined;
  #failure: Error | undefined;

  constructor(options: RunLogOptions) {
    this.#options = options;
  }

  /** Whether the writer should wait for {@link flush}. */
  get isFull(): boolean {
    return this.#waitingBytes >= highWaterBytes;
  }

  append(line: LogLine): void {
    const text = `${JSON.stringify(line)}\n`;
    if (line.stream !== "system" && this.#bytes + text.length > this.#options.maxBytes) {
      this.#dropped += 1;
      return;
    }
    this.#bytes += text.length;
    this.#waitingBytes += text.length;
    this.#waiting.push(text);
    void this.#start();
  }

  system(text: string): void {
    this.append({ time: Date.now(), stream: "system", text });
  }

  /** Resolves when everything is written that was appended until now. */
  async flush(): Promise<void> {
    while (this.#waiting.length > 0 || this.#flushing !== undefined) await this.#start();
  }

  /** @throws what writing failed with. */
  async close(): Promise<void> {
    if (this.#dropped > 0) this.system(`${this.#dropped} more lines were dropped: the log of a run has a limit`);
    await this.flush();
    await this.#handle?.close();
    if (this.#failure !== undefined) throw this.#failure;
  }

  #start(): Promise<void> {
    this.#flushing ??= this.#write();
    return this.#flushing;
  }

  async #write(): Promise<void> {
    // What comes in the same turn goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.join("");
      this.#waiting = [];
      this.#waitingBytes = 0;
      try {
        this.#handle ??= await openAtLine(this.#options.file);
        await this.#handle.appendFile(batch);
      } catch (error) {
        this.#failure ??= unusable(this.#options.file, error);
      }
      this.#options.onChange();
    }
    this.#flushing = undefined;
  }
}

/** A crash may have left half a line, which must not swallow the next one. */
async function openAtLine(file: string): Promise<FileHandle> {
  const handle = await open(file, "a");
  if ((await handle.stat()).size > 0) await handle.appendFile("\n");
  return handle;
}
