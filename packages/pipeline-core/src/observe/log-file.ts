import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { Writable } from "node:stream";
import { PipelineError } from "../errors.ts";

/**
 * Appends to a file. Every line is with the operating system when `write` returns, so that a crash of the process
 * loses none. A disk that fails later does not fail the run: the first failure is a warning of the process, and the
 * lines after it are lost.
 */
export class LogFile extends Writable {
  readonly #path: string;
  #descriptor: number | undefined;

  /** @throws PipelineError PIPELINE_LOG_FILE if the file cannot be opened */
  constructor(file: string) {
    super({ decodeStrings: false });
    this.#path = path.resolve(file);
    try {
      mkdirSync(path.dirname(this.#path), { recursive: true });
      this.#descriptor = openSync(this.#path, "a");
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new PipelineError(
        "PIPELINE_LOG_FILE",
        `log file '${this.#path}' cannot be opened: ${reason}; correct logging.file, or make its folder writable`,
        { cause, details: { file: this.#path } },
      );
    }
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    try {
      if (this.#descriptor !== undefined) writeSync(this.#descriptor, chunk as string);
    } catch (error) {
      process.emitWarning(`log file '${this.#path}' takes no more lines: ${(error as Error).message}`);
      this.close();
    }
    done();
  }

  /** Records that come later, from what a stage left running, are dropped. */
  close(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
