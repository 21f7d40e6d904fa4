import path from "node:path";
import { PipelineError } from "../errors.ts";
import { makeFolder } from "../internal/make-folder.ts";

/** An open file that log lines are appended to. */
export interface LogFile {
  readonly stream: NodeJS.WritableStream;
  /** Lines that come later, from what a stage left running, are dropped. */
  close(): void;
}

/**
 * Opens a file to append to. Every line is with the operating system when `write` returns, so that a crash of the
 * process loses none. A disk that fails later does not fail the run: the first failure is a warning of the process,
 * and the lines after it are lost.
 *
 * @throws PipelineError PIPELINE_LOG_FILE
 */
export function openLogFile(name: string): LogFile {
  // Got when needed: as imports, these modules would take a fifth of the time that this package needs to load.
  const { closeSync, openSync, writeSync } = process.getBuiltinModule("node:fs");
  const { Writable } = process.getBuiltinModule("node:stream");
  const file = path.resolve(name);
  let descriptor: number | undefined;
  try {
    makeFolder(path.dirname(file));
    descriptor = openSync(file, "a");
  } catch (cause) {
    throw new PipelineError(
      "PIPELINE_LOG_FILE",
      `log file '${file}' cannot be opened: ${(cause as Error).message}; correct logging.file, or make its folder writable`,
      { cause, details: { file } },
    );
  }
  const close = (): void => {
    if (descriptor === undefined) return;
    closeSync(descriptor);
    descriptor = undefined;
  };
  const stream = new Writable({
    decodeStrings: false,
    write: (line: string, _encoding, done) => {
      try {
        if (descriptor !== undefined) writeSync(descriptor, line);
      } catch (error) {
        process.emitWarning(`log file '${file}' takes no more lines: ${(error as Error).message}`);
        close();
      }
      done();
    },
  });
  return { stream, close };
}
