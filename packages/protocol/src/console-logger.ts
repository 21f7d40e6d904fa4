import { Console } from "node:console";
import { systemClock, type Clock } from "./clock.ts";
import { readEnv } from "./env.ts";
import { jsonLine } from "./internal/json-line.ts";
import { prettyLine } from "./internal/pretty-line.ts";
import { loggerOf, logLevels, type Logger, type LogLevel } from "./logger.ts";
import { checkOneOf, checkOptions } from "./options.ts";

export interface ConsoleLoggerOptions {
  /** Records below this level are dropped. Default `"info"`. */
  readonly level?: LogLevel;
  /**
   * `"pretty"`: a line to read, coloured only on a terminal and if `NO_COLOR` is not set. `"json"`: one object a line,
   * `{ time, level, msg, ...fields }`, `time` in milliseconds since 1970. Default `"pretty"`.
   */
  readonly format?: "pretty" | "json";
  /** Where lines go. Default `process.stderr`. */
  readonly stream?: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Default {@link systemClock}. */
  readonly clock?: Clock;
}

/**
 * A logger for people (`"pretty"`) or collectors (`"json"`). It never throws and never fails the program: what JSON
 * cannot hold (cycles, BigInt, functions, throwing getters) is described instead, and a broken stream is ignored.
 */
export function consoleLogger(options: ConsoleLoggerOptions = {}): Logger {
  checkOptions(options, ["level", "format", "stream", "clock"], "consoleLogger");
  const { level: lowest = "info", format = "pretty", stream = process.stderr, clock = systemClock } = options;
  checkOneOf(lowest, "level", "consoleLogger", logLevels);
  checkOneOf(format, "format", "consoleLogger", ["pretty", "json"]);

  const colored = stream.isTTY === true && !readEnv().noColor;
  // Node's Console keeps an EPIPE or a destroyed stream from becoming an uncaught exception.
  const out = new Console({ stdout: stream, ignoreErrors: true });
  return loggerOf((level, fields, message) => {
    if (logLevels.indexOf(level) < logLevels.indexOf(lowest)) return;
    const record = { time: clock.now(), level, message, fields };
    out.log(format === "json" ? jsonLine(record) : prettyLine(record, colored));
  });
}
