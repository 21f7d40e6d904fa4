import { childLogger, type LogFields, type Logger } from "@millrace/protocol";

/** A line with the text first, as Nuclio's contexts have it, or with the fields first, as other loggers here. */
export interface LogMethod {
  (message: string, fields?: LogFields): void;
  (fields: LogFields, message: string): void;
}

/** The logger of a function's context. It fits wherever a `Logger` is wanted. */
export interface FunctionLogger extends Logger {
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  child(fields: LogFields): FunctionLogger;
}

/** A logger whose lines may begin with their text. */
export function functionLogger(logger: Logger): FunctionLogger {
  const method =
    (level: "debug" | "info" | "warn" | "error"): LogMethod =>
    (first: string | LogFields, second: string | LogFields = {}) => {
      if (typeof first === "string") logger[level](typeof second === "string" ? {} : second, first);
      else logger[level](first, typeof second === "string" ? second : "");
    };
  return {
    debug: method("debug"),
    info: method("info"),
    warn: method("warn"),
    error: method("error"),
    child: (fields) => functionLogger(childLogger(logger, fields)),
  };
}
