import { childLogger, isError, type LogFields, type Logger, type LogLevel } from "@millrace/protocol";
import { messageOf } from "../internal/message-of.ts";
import { withoutCapture } from "../internal/without-capture.ts";
import { errorRecord } from "./error-record.ts";

const urgency: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/**
 * The logger of one run: adds fields, leaves out records below a level, and gives every error one form. A sink that
 * throws fails neither a stage nor the run: the first time it does is a warning of the process.
 */
export class RunLogger implements Logger {
  readonly #sink: Logger;
  readonly #lowest: LogLevel;
  readonly #fields: LogFields;
  /** Of all loggers of the run together. */
  readonly #troubles: { told: boolean };

  constructor(sink: Logger, lowest: LogLevel, fields: LogFields, troubles: { told: boolean } = { told: false }) {
    this.#sink = sink;
    this.#lowest = lowest;
    this.#fields = fields;
    this.#troubles = troubles;
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
    return new RunLogger(this.#sink, this.#lowest, { ...this.#fields, ...fields }, this.#troubles);
  }

  #write(level: LogLevel, fields: LogFields, message: string): void {
    if (urgency[level] < urgency[this.#lowest]) return;
    try {
      const record: Record<string, unknown> = { ...this.#fields, ...fields };
      for (const [key, value] of Object.entries(record)) if (isError(value)) record[key] = errorRecord(value);
      // A sink that prints, called inside of a stage, must not have its lines captured as the stage's.
      withoutCapture(() => this.#sink[level](record, message));
    } catch (error) {
      if (this.#troubles.told) return;
      this.#troubles.told = true;
      const pipeline = String(this.#fields["pipeline"]);
      process.emitWarning(`the logger of pipeline '${pipeline}' threw, and records are lost: ${messageOf(error)}`);
    }
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
