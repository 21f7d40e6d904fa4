import type { LogFields, Logger } from "@millrace/protocol";
import type { NodeLogLevel } from "../node-log.ts";

export type WrittenLogLevel = Exclude<NodeLogLevel, "stdout">;

export interface LogRecord {
  readonly level: WrittenLogLevel;
  readonly message: string;
  readonly target?: string | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** The daemon cuts longer lines, which then are no records any more. */
const maxFieldsBytes = 60_000;

/** The line of JSON on standard output that dora reads as a log record. */
export function logLine({ level, message, target, fields }: LogRecord): string {
  const record = { timestamp: new Date().toISOString(), level: level.toUpperCase(), message, target };
  const line = JSON.stringify({ ...record, fields });
  if (fields === undefined || Buffer.byteLength(line) <= maxFieldsBytes) return line;
  return JSON.stringify({ ...record, fields: { left_out: `fields of more than ${maxFieldsBytes} bytes` } });
}

/** A logger whose records are a node's own. */
export function nodeLogger(log: (record: LogRecord) => void): Logger {
  const at =
    (level: WrittenLogLevel) =>
    (fields: LogFields, message: string): void =>
      log({ level, message, fields: texts(fields) });
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** The fields of dora's records are texts. */
const texts = (fields: LogFields): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, typeof value === "string" ? value : asText(value)]),
  );

function asText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A cycle or a bigint within.
    return String(value);
  }
}
