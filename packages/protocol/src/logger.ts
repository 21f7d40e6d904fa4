/** From the least to the most urgent. */
export const logLevels: readonly ["debug", "info", "warn", "error"] = ["debug", "info", "warn", "error"];

export type LogLevel = (typeof logLevels)[number];

export type LogFields = Readonly<Record<string, unknown>>;

/**
 * What every package logs to. The order `(fields, message)` is pino's, so a pino logger fits as it is, and so do
 * bunyan's and Fastify's.
 */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** A logger that adds `fields` to every record. Absent: use {@link childLogger}. */
  child?(fields: LogFields): Logger;
}

/** A logger that hands every record to one function. */
export function loggerOf(write: (level: LogLevel, fields: LogFields, message: string) => void): Logger {
  return {
    debug: (fields, message) => write("debug", fields, message),
    info: (fields, message) => write("info", fields, message),
    warn: (fields, message) => write("warn", fields, message),
    error: (fields, message) => write("error", fields, message),
    child: (bound) => loggerOf((level, fields, message) => write(level, { ...bound, ...fields }, message)),
  };
}

/** Drops every record. */
export const silentLogger: Logger = Object.freeze(loggerOf(() => undefined));

/** A logger that adds `fields` to every record: by the logger's own `child`, or by merging where it has none. */
export function childLogger(logger: Logger, fields: LogFields): Logger {
  if (logger.child !== undefined) return logger.child(fields);
  return loggerOf((level, own, message) => logger[level]({ ...fields, ...own }, message));
}
