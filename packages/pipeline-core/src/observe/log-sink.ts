import path from "node:path";
import { consoleLogger, type Clock, type Logger } from "@millrace/protocol";
import type { LoggingOptions } from "../logging.ts";
import { openLogFile } from "./log-file.ts";

/** What tells one run's log from another's. */
export interface LoggedRun {
  readonly pipeline: string;
  readonly runId: string;
  readonly clock: Clock;
  /** Takes lines to read in the place of standard error, when a progress view draws there. */
  readonly console?: NodeJS.WritableStream | undefined;
}

/** Where the records of one run go. */
export interface LogSink {
  readonly logger: Logger;
  close(): void;
}

/** Opens what `logging` asks for; the run's own logger filters by level before. */
export function openLogSink(options: LoggingOptions, run: LoggedRun): LogSink {
  const { console = false, file = false } = options;
  const { clock } = run;
  const loggers: Logger[] = [];
  if (console !== false) {
    const format = console === "json" ? "json" : "pretty";
    const stream = typeof console === "string" ? run.console : console;
    loggers.push(consoleLogger({ level: "debug", format, clock, ...(stream === undefined ? {} : { stream }) }));
  }
  const logFile = file === false ? undefined : openLogFile(pathOf(file, run));
  if (logFile !== undefined)
    loggers.push(consoleLogger({ level: "debug", format: "json", clock, stream: logFile.stream }));
  return { logger: tee(loggers), close: () => logFile?.close() };
}

function pathOf(file: Exclude<LoggingOptions["file"], false | undefined>, run: LoggedRun): string {
  if (typeof file === "string") return file;
  const started = new Date(run.clock.now()).toISOString();
  return path.join(file.dir, file.name ?? `${fileName(`${run.pipeline}_${started}_${run.runId}`)}.log`);
}

/** Letters, digits and `._-` are safe on every file system. */
const fileName = (text: string): string => text.replaceAll(/[^\w.-]+/g, "_").slice(0, 200);

function tee(loggers: readonly Logger[]): Logger {
  const [only] = loggers;
  if (loggers.length === 1 && only !== undefined) return only;
  const to = (level: "debug" | "info" | "warn" | "error"): Logger["info"] => {
    return (fields, message) => {
      for (const logger of loggers) logger[level](fields, message);
    };
  };
  return { debug: to("debug"), info: to("info"), warn: to("warn"), error: to("error") };
}
