import { childLogger, type LogFields, type Logger, type LogLevel } from "@millrace/protocol";
import { withoutCapture } from "../internal/without-capture.ts";
import { errorRecord, isError } from "./error-record.ts";

const urgency: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** The logger of one run: adds fields, leaves out records below a level, and gives every error one form. */
export class RunLogger implements Logger {
  readonly #sink: Logger;
  readonly #lowest: LogLevel;
  readonly #fields: LogFields;

  constructor(sink: Logger, lowest: LogLevel, fields: LogFields) {
    this.#sink = sink;
    this.#lowest = lowest;
    this.#fields = fields;
  }

  debug(fields: LogFields, message: string): void {
    this.#write("debug", fields, message);
  }
  info(fields: LogFields, message: string): void {
    this.#write("info", fields, message);
  }
  warn(fields: LogFields, message: string): void {
    this.#write("warn", fields, message);
  }
  error(fields: LogFields, message: string): void {
    this.#write("error", fields, message);
  }

  child(fields: LogFields): RunLogger {
    return new RunLogger(this.#sink, this.#lowest, { ...this.#fields, ...fields });
  }

  #write(level: LogLevel, fields: LogFields, message: string): void {
    if (urgency[level] < urgency[this.#lowest]) return;
    const record: Record<string, unknown> = { ...this.#fields, ...fields };
    for (const [key, value] of Object.entries(record)) if (isError(value)) record[key] = errorRecord(value);
    // A sink that prints, called inside of a stage, must not have its lines captured as the stage's.
    withoutCapture(() => this.#sink[level](record, message));
  }
}

/** Names the stages of a sub-pipeline as the whole run does: `parse` below stage `clean` becomes `clean.parse`. */
export function loggerBelow(logger: Logger, stage: string): Logger {
  const below = (fields: LogFields): LogFields =>
    typeof fields["stage"] === "string" ? { ...fields, stage: `${stage}.${fields["stage"]}` } : fields;
  return {
    debug: (fields, message) => logger.debug(below(fields), message),
    info: (fields, message) => logger.info(below(fields), message),
    warn: (fields, message) => logger.warn(below(fields), message),
    error: (fields, message) => logger.error(below(fields), message),
    child: (fields) => childLogger(logger, below(fields)),
  };
}
