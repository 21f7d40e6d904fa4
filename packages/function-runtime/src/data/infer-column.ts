import { FunctionError } from "../errors.ts";
import type { ColumnType, TableColumn } from "./columns.ts";
import { decimalPrecision } from "./decimal.ts";

const int32Max = 2 ** 31 - 1;
const int64Max = 2n ** 63n - 1n;
const uint64Max = 2n ** 64n - 1n;

/** A column of plain values with the narrowest type that holds all of them without loss. */
export function inferColumn(name: string, given: ArrayLike<unknown>): TableColumn {
  const values = Array.from(given, (value) => (value === undefined ? null : isTypedArray(value) ? [...value] : value));
  if (given instanceof Float32Array) return { name, type: "float", values };
  if (given instanceof Float64Array) return { name, type: "double", values };
  const kinds = new Set<string>();
  for (const [row, value] of values.entries()) if (value !== null) kinds.add(kindOf(value, name, row));
  if (kinds.size === 2 && kinds.has("bigint") && kinds.has("number") && values.every(isWholeOrAbsent)) {
    return inferColumn(
      name,
      values.map((value) => (typeof value === "number" ? BigInt(value) : value)),
    );
  }
  const [kind = "string"] = kinds;
  if (kinds.size <= 1) return typed(name, kind, values);
  if (!kinds.has("bigint") && !kinds.has("bytes") && !kinds.has("date")) return { name, type: "json", values };
  throw new FunctionError(
    "FUNCTION_INVALID_TABLE",
    `column '${name}' mixes ${[...kinds].join(" and ")}; make its values of one type`,
  );
}

function typed(name: string, kind: string, values: readonly unknown[]): TableColumn {
  if (kind === "number") return { name, type: values.every(isInt32OrAbsent) ? "int32" : "double", values };
  if (kind === "bigint") return bigintColumn(name, values as readonly (bigint | null)[]);
  if (kind === "list") return { name, type: listType(values), values };
  return { name, type: typesByKind[kind] ?? "json", values };
}

const typesByKind: Record<string, ColumnType> = {
  boolean: "boolean",
  string: "string",
  bytes: "bytes",
  date: "timestamp_ms",
};

function bigintColumn(name: string, values: readonly (bigint | null)[]): TableColumn {
  let least = 0n;
  let most = 0n;
  for (const value of values) {
    if (value === null) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least >= -int64Max - 1n && most <= int64Max) return { name, type: "int64", values };
  if (least >= 0n && most <= uint64Max) return { name, type: "uint64", values };
  const texts = values.map((value) => value?.toString() ?? null);
  return { name, type: "decimal", scale: 0, precision: decimalPrecision(name, texts, 0), values: texts };
}

/** A list of equal scalars is one of Parquet's; any other array is JSON. */
function listType(values: readonly unknown[]): ColumnType {
  const kinds = new Set<string>();
  for (const list of values as readonly (readonly unknown[] | null)[]) {
    for (const item of list ?? []) if (item !== null) kinds.add(typeof item);
  }
  const [kind] = kinds;
  return kinds.size === 1 && (kind === "number" || kind === "string" || kind === "boolean") ? "list" : "json";
}

/** A list, such as an embedding; `Uint8Array` alone are bytes. */
const isTypedArray = (value: unknown): value is Float64Array | BigInt64Array =>
  ArrayBuffer.isView(value) && !(value instanceof Uint8Array) && !(value instanceof DataView);

const isInt32OrAbsent = (value: unknown): boolean =>
  value === null ||
  (Number.isInteger(value) &&
    !Object.is(value, -0) &&
    (value as number) <= int32Max &&
    (value as number) >= -int32Max - 1);

const isWholeOrAbsent = (value: unknown): boolean =>
  value === null || typeof value === "bigint" || (Number.isSafeInteger(value) && !Object.is(value, -0));

function kindOf(value: unknown, name: string, row: number): string {
  const type = typeof value;
  if (type === "boolean" || type === "number" || type === "bigint" || type === "string") return type;
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Date) {
    if (!Number.isNaN(value.getTime())) return "date";
    throw new FunctionError("FUNCTION_INVALID_TABLE", `column '${name}', row ${row}: this date is invalid`);
  }
  if (Array.isArray(value)) return "list";
  if (type === "object") return "object";
  throw new FunctionError("FUNCTION_INVALID_TABLE", `column '${name}', row ${row}: a table cannot hold a ${type}`);
}
