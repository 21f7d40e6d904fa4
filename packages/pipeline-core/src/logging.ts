import type { LogFields, LogLevel } from "@millrace/protocol";
import { checkOneOf, checkOptions } from "@millrace/protocol";
import { requirePart } from "./internal/require-parts.ts";

/**
 * What becomes of the log records of a run. Without this option and without `logger` nothing is written anywhere.
 *
 * Every record carries `pipeline` and `run_id`; those of a stage also `stage`, `attempt`, in a map `map_index` (and
 * `map_key`), and under `in` the inputs that are declared as logged. Errors are written as
 * `{ type, message, code?, stack, cause }`. Stages below a sub-pipeline are named as in `clean.parse`.
 *
 * `RunOptions.logger` takes the place of `console` and `file`; `level` and `bindings` apply to it too.
 */
export interface LoggingOptions {
  /** Lines to read, or JSON lines, on standard error; or lines to read on a stream of yours. Default `false`. */
  readonly console?: "pretty" | "json" | NodeJS.WritableStream | false;
  /**
   * A file that JSON lines are appended to, `{ time, level, msg, … }` with `time` in milliseconds since 1970. With a
   * folder each run gets a file of its own there, `<pipeline>_<start>_<run id>.log` unless `name` says otherwise.
   * Folders are made. The file is open from the start of the run to its end. Default `false`.
   */
  readonly file?: string | LogFolder | false;
  /** Records below this level are left out. Default `"info"`; with a `logger` of yours `"debug"`: it decides. */
  readonly level?: LogLevel;
  /** Fields of every record. */
  readonly bindings?: LogFields;
}

export interface LogFolder {
  readonly dir: string;
  /** Name of the file in the folder. */
  readonly name?: string;
}

/** @throws PROTOCOL_UNKNOWN_OPTION, PROTOCOL_INVALID_OPTION, PIPELINE_INVALID_ARGUMENT */
export function checkLogging(options: LoggingOptions, where: string): void {
  checkOptions(options, ["console", "file", "level", "bindings"], `'logging' of ${where}`);
  const { console, file, level, bindings } = options;
  if (typeof console === "string") checkOneOf(console, "console", `'logging' of ${where}`, ["pretty", "json"]);
  else if (console) requirePart(console, { write: "function" }, `'logging.console' of ${where}`, "a stream");
  if (file && typeof file !== "string") {
    checkOptions(file, ["dir", "name"], `'logging.file' of ${where}`);
    requirePart(file, { dir: "string" }, `'logging.file' of ${where}`, "a path, or an object with the path 'dir'");
  }
  if (level !== undefined) checkOneOf(level, "level", `'logging' of ${where}`, ["debug", "info", "warn", "error"]);
  checkOptions(bindings, Object.keys(bindings ?? {}), `'logging.bindings' of ${where}`);
}
