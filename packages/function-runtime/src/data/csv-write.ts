import { checkOptions } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";
import type { TableColumn, TableColumns } from "./columns.ts";
import { checkDelimiter } from "./csv-rows.ts";

export interface WriteCsvOptions {
  /** One character, default `","`. */
  readonly delimiter?: string;
}

const rowsPerChunk = 1000;

/** A table as CSV text (RFC 4180, but with LF at line ends, as most tools write it), with a header. */
export function writeCsv(table: TableColumns, options: WriteCsvOptions = {}): string {
  return [...writeCsvChunks(table, options)].join("");
}

/**
 * The same in parts. No value is an empty field, an empty text is `""`. Dates and timestamps are ISO 8601 in UTC, lists
 * and JSON are JSON, bytes base64.
 */
export function* writeCsvChunks(table: TableColumns, options: WriteCsvOptions = {}): Generator<string, void> {
  checkOptions(options, ["delimiter"], "writeCsv");
  const delimiter = checkDelimiter(options.delimiter);
  const needsQuotes = new RegExp(`["\r\n${delimiter.replace(/[\\\]^-]/g, "\\$&")}]|^\uFEFF|^$`);
  const quoted = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const { columns, rows } = table;
  yield `${columns.map(({ name }) => quoted(name)).join(delimiter)}\n`;
  for (let start = 0; start < rows; start += rowsPerChunk) {
    let chunk = "";
    for (let row = start; row < Math.min(rows, start + rowsPerChunk); row++) {
      const fields = columns.map((column) => {
        const value = column.values[row];
        return value === null || value === undefined ? "" : quoted(textOf(value, column));
      });
      chunk += `${fields.join(delimiter)}\n`;
    }
    yield chunk;
  }
}

function textOf(value: unknown, { name, type }: TableColumn): string {
  if (typeof value === "string") return type === "json" ? JSON.stringify(value) : value;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "bigint") return type.startsWith("timestamp") ? instantOf(value, type) : String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Date) return type === "date" ? value.toISOString().slice(0, 10) : value.toISOString();
  if (typeof value === "object") return JSON.stringify(value);
  throw new FunctionError("FUNCTION_INVALID_TABLE", `column '${name}': CSV cannot hold a ${typeof value}`);
}

const digitsOf: Readonly<Record<string, 6 | 9>> = { timestamp_us: 6, timestamp_ns: 9 };

function instantOf(count: bigint, type: string): string {
  const digits = digitsOf[type] ?? 3;
  const perSecond = 10n ** BigInt(digits);
  const rest = ((count % perSecond) + perSecond) % perSecond;
  const seconds = (count - rest) / perSecond;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${whole}.${rest.toString().padStart(digits, "0")}Z`;
}
