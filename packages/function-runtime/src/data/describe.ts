import type { JsonValue } from "../entity.ts";
import type { ColumnType, TableColumn, TableColumns } from "./columns.ts";

/** Of a Frictionless table schema. */
export type FieldType =
  | "string"
  | "number"
  | "integer"
  | "boolean"
  | "object"
  | "array"
  | "date"
  | "time"
  | "datetime"
  | "any";

export interface TableDescription {
  /** For a dataitem's `spec.schema`. */
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type: FieldType }[] };
  /** For its `status.preview`; absent when its JSON is of 64,000 characters or more. */
  readonly preview?: {
    readonly cols: readonly { readonly name: string; readonly value: readonly JsonValue[] }[];
    readonly rows: number;
  };
}

const previewRows = 10;
const maxPreviewCharacters = 64_000;

/** Schema and preview of a table, as DigitalHub keeps them with a dataitem. */
export function describeTable({ columns, rows }: TableColumns): TableDescription {
  const schema = { fields: columns.map((column) => ({ name: column.name, type: fieldType(column) })) };
  const cols = columns.map(({ name, values }) => ({ name, value: values.slice(0, previewRows).map(jsonOf) }));
  const preview = { cols, rows };
  return JSON.stringify(preview).length < maxPreviewCharacters ? { schema, preview } : { schema };
}

const fieldTypes: Record<Exclude<ColumnType, "json">, FieldType> = {
  boolean: "boolean",
  int32: "integer",
  uint32: "integer",
  int64: "integer",
  uint64: "integer",
  float: "number",
  double: "number",
  decimal: "number",
  string: "string",
  bytes: "any",
  date: "date",
  time: "time",
  timestamp_ms: "datetime",
  timestamp_us: "datetime",
  timestamp_ns: "datetime",
  list: "array",
  struct: "object",
};

function fieldType({ type, values }: TableColumn): FieldType {
  if (type !== "json") return fieldTypes[type];
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return "any";
  if (present.every(Array.isArray)) return "array";
  return present.every((value) => typeof value === "object" && !Array.isArray(value)) ? "object" : "any";
}

/** What JSON has no word for: a large integer becomes text, bytes base64, a number that is none `null`. */
function jsonOf(value: unknown): JsonValue {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value !== "object") return null;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, jsonOf(member)]));
}
