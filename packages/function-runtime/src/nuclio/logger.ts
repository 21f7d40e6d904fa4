import { inspect } from "node:util";
import type { LogFields, Logger } from "@millrace/protocol";

/** A line as both Nuclio's wrappers and this repository's loggers have it: text first, or fields first. */
export interface LogMethod {
  (message: string, fields?: LogFields): void;
  (fields: LogFields, message: string): void;
}

/** The logger of `context`: this repository's, with the calls of Nuclio's own wrapper beside. */
export interface NuclioLogger extends Logger {
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  readonly debugWith: LogMethod;
  readonly infoWith: LogMethod;
  readonly warnWith: LogMethod;
  readonly errorWith: LogMethod;
  child(fields: LogFields): NuclioLogger;
}

/** The processor's names; any other counts as debug. */
type WireLevel = "debug" | "info" | "warning" | "error";

/** Makes a logger that hands each record as a line of the protocol to `send`, without the line feed. */
export const nuclioLogger = (send: (line: string) => void, bound: LogFields = {}): NuclioLogger => {
  const method =
    (level: WireLevel): LogMethod =>
    (first: string | LogFields, second?: string | LogFields) => {
      const [message, fields] = typeof first === "string" ? [first, second] : [second, first];
      const record = { datetime: new Date().toISOString(), level, message: String(message ?? "") };
      send(`l${lineOf({ ...record, with: { ...bound, ...(fields as LogFields | undefined) } })}`);
    };
  const [debug, info, warn, error] = [method("debug"), method("info"), method("warning"), method("error")];
  return {
    ...{ debug, info, warn, error, debugWith: debug, infoWith: info, warnWith: warn, errorWith: error },
    child: (fields) => nuclioLogger(send, { ...bound, ...fields }),
  };
};

/** What JSON does not have is shown as text: a log line never fails a call. */
const lineOf = (record: { readonly with: LogFields }): string => {
  try {
    return JSON.stringify(record, replacer);
  } catch {
    return JSON.stringify({ ...record, with: { fields: inspect(record.with) } });
  }
};

const replacer = (_key: string, value: unknown): unknown => {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Error) return { ...value, name: value.name, message: value.message, stack: value.stack };
  return value;
};
