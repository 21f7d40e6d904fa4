export type LogLevel = "debug" | "info" | "warn" | "error";

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
