import { inspect } from "node:util";
import type { LogFields } from "@millrace/protocol";
import type { FunctionLogger, LogMethod } from "../function-logger.ts";

/** The logger of `context`: this repository's, with the calls of Nuclio's own wrapper beside. */
export interface NuclioLogger extends FunctionLogger {
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
    (first: unknown, second?: unknown) => {
      // Users write plain JavaScript too: whatever they log is shown.
      const [message, fields] = typeof first === "object" && second !== undefined ? [second, first] : [first, second];
      const text = typeof message === "string" ? message : inspect(message);
      const record = { datetime: new Date().toISOString(), level, message: text };
      send(`l${lineOf({ ...record, with: { ...bound, ...fieldsOf(fields) } })}`);
    };
  const [debug, info, warn, error] = [method("debug"), method("info"), method("warning"), method("error")];
  const child = (fields: LogFields): NuclioLogger => nuclioLogger(send, { ...bound, ...fields });
  return { debug, info, warn, error, debugWith: debug, infoWith: info, warnWith: warn, errorWith: error, child };
};

/** The processor takes an object and nothing else. */
const fieldsOf = (fields: unknown): LogFields => {
  if (fields === undefined) return {};
  return typeof fields === "object" && fields !== null && !Array.isArray(fields) ? { ...fields } : { value: fields };
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
  if (value instanceof Error) {
    return Object.assign({ name: value.name, message: value.message, stack: value.stack }, value);
  }
  return value;
};
