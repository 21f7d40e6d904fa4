import { loggerOf, type LogFields, type Logger, type LogLevel } from "../logger.ts";

export interface LogRecord {
  readonly level: LogLevel;
  /** With those of the child loggers that the record came through. */
  readonly fields: LogFields;
  readonly message: string;
}

export interface MemoryLogger extends Logger {
  /** Of this logger and its children, oldest first. */
  readonly records: readonly LogRecord[];
  /** The first record whose message contains the text, matches the expression, or that the function accepts. */
  find(wanted: string | RegExp | ((record: LogRecord) => boolean)): LogRecord | undefined;
  /** Forgets all records. */
  clear(): void;
}

/** A logger that keeps its records for a test to look at. */
export function memoryLogger(): MemoryLogger {
  const records: LogRecord[] = [];
  return {
    ...loggerOf((level, fields, message) => void records.push({ level, fields, message })),
    records,
    find: (wanted) => records.find((record) => fits(record, wanted)),
    clear: () => void records.splice(0),
  };
}

function fits(record: LogRecord, wanted: Parameters<MemoryLogger["find"]>[0]): boolean {
  if (typeof wanted === "function") return wanted(record);
  return typeof wanted === "string" ? record.message.includes(wanted) : record.message.search(wanted) >= 0;
}
