/**
 * The types that a column may have, and what its values are in JavaScript:
 *
 * - `boolean`, `string`; `int32`, `uint32`, `float` and `double` are numbers; `int64` and `uint64` are bigints
 * - `decimal` is a string such as `"-12.30"`, because no number of JavaScript holds all of them
 * - `bytes` are a `Uint8Array`
 * - `date` and `timestamp_ms` are a `Date`; `timestamp_us` and `timestamp_ns` are bigints since the epoch in their unit,
 *   and may be given as a `Date` too; all of them are UTC
 * - `time` is a string such as `"23:59:59.000001"`
 * - `json` is any JSON value; `list` and `struct` are arrays and objects
 */
export type ColumnType =
  | "boolean"
  | "int32"
  | "uint32"
  | "int64"
  | "uint64"
  | "float"
  | "double"
  | "decimal"
  | "string"
  | "bytes"
  | "date"
  | "time"
  | "timestamp_ms"
  | "timestamp_us"
  | "timestamp_ns"
  | "json"
  | "list"
  | "struct";

export const columnTypes: readonly ColumnType[] = [
  "boolean",
  "int32",
  "uint32",
  "int64",
  "uint64",
  "float",
  "double",
  "decimal",
  "string",
  "bytes",
  "date",
  "time",
  "timestamp_ms",
  "timestamp_us",
  "timestamp_ns",
  "json",
  "list",
  "struct",
];

/** One column of a table. */
export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** `null` where there is none. */
  readonly values: readonly unknown[];
  /** Default true. A column that is not nullable and has a null cannot be written. */
  readonly nullable?: boolean;
  /** Of a decimal: digits after the point, default 0. */
  readonly scale?: number;
  /** Of a decimal: digits in all, at most 38; default as many as its values need. */
  readonly precision?: number;
}

/** A table as this package reads and writes it: columns of equal length. */
export interface TableColumns {
  readonly columns: readonly TableColumn[];
  readonly rows: number;
}
