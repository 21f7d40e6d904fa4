import type { LogFields, LogLevel } from "../logger.ts";
import { loggable } from "./loggable.ts";

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

const reserved = new Set(["time", "level", "msg"]);

/** One record as one line of JSON. A field whose name the line itself uses gets an underscore at its end. */
export function jsonLine({ time, level, message, fields }: LogLine): string {
  const line: Record<string, unknown> = Object.assign(Object.create(null), { time, level, msg: message });
  const shown = loggable(fields);
  if (typeof shown !== "object" || shown === null) return JSON.stringify({ ...line, fields: shown });
  for (const [key, value] of Object.entries(shown)) line[reserved.has(key) ? `${key}_` : key] = value;
  return JSON.stringify(line);
}
