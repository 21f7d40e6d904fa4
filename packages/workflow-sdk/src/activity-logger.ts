import { childLogger, consoleLogger, type LogFields, type Logger, type LogLevel } from "@millrace/protocol";
import { currentContext } from "./activity-context.ts";

/** Asks at each line which logger it goes to, and adds the fields of the activity that runs then. */
class ContextLogger implements Logger {
  readonly #target: () => Logger;

  constructor(target: () => Logger) {
    this.#target = target;
  }

  debug(fields: LogFields, message: string): void {
    this.#log("debug", fields, message);
  }

  info(fields: LogFields, message: string): void {
    this.#log("info", fields, message);
  }

  warn(fields: LogFields, message: string): void {
    this.#log("warn", fields, message);
  }

  error(fields: LogFields, message: string): void {
    this.#log("error", fields, message);
  }

  child(fields: LogFields): Logger {
    return new ContextLogger(() => childLogger(this.#target(), fields));
  }

  #log(level: LogLevel, fields: LogFields, message: string): void {
    const context = currentContext();
    const all = context === undefined ? fields : { ...context.logFields, ...fields };
    this.#target()[level](all, message);
  }
}

/**
 * A logger that adds what is known of the running activity to each line, and nothing outside of one. For a logger of a
 * module's own: `const log = new activity.LoggerAdapter(pino({ name: "billing" }))`.
 */
export class LoggerAdapter extends ContextLogger {
  constructor(logger: Logger) {
    super(() => logger);
  }
}

/** The {@link LoggerAdapter} of a logger. */
export function withContext(logger: Logger): Logger {
  return new LoggerAdapter(logger);
}

let outside: Logger | undefined;
const own = new ContextLogger(() => currentContext()?.logger ?? (outside ??= consoleLogger()));

/**
 * The logger of the running activity: that of its worker, with what is known of the activity on each line. Outside of
 * an activity it writes to `stderr` and adds nothing, so that a module may keep it.
 */
export function logger(): Logger {
  return own;
}
