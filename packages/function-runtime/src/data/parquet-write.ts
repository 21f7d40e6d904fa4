import { checkOneOf, checkOptions } from "@millrace/protocol";
import type { ColumnSource, SchemaElement } from "hyparquet-writer";
import { FunctionError } from "../errors.ts";
import type { ColumnType, TableColumn, TableColumns } from "./columns.ts";
import { decimalPrecision, unscaled } from "./decimal.ts";
import { toMicros } from "./time-of-day.ts";

export interface WriteParquetOptions {
  /** Default `"SNAPPY"`. */
  readonly codec?: "SNAPPY" | "UNCOMPRESSED";
}

/**
 * The table as a Parquet file that pyarrow, pandas and DuckDB read. Every type of {@link ColumnType} is written as
 * Parquet's own; a list of equal scalars as a list, `struct` as JSON. Timestamps are UTC.
 *
 * @throws `FUNCTION_INVALID_TABLE` naming the column whose value does not fit its type.
 */
export async function writeParquet(table: TableColumns, options: WriteParquetOptions = {}): Promise<Uint8Array> {
  checkOptions(options, ["codec"], "writeParquet");
  const { codec = "SNAPPY" } = options;
  checkOneOf(codec, "codec", "writeParquet", ["SNAPPY", "UNCOMPRESSED"]);
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  const writer = new ByteWriter();
  const schema: SchemaElement[] = [{ name: "root", num_children: table.columns.length }];
  const data: ColumnSource[] = table.columns.map((column) => {
    const values = storedValues(column);
    schema.push(...schemaOf(column));
    return { name: column.name, data: values };
  });
  const file = new ParquetWriter({ writer, schema, codec, createdBy: "millrace" });
  await guardedWrite(table, () => file.write({ columnData: data, rowGroupSize: rowGroupRows }));
  await file.finish();
  return new Uint8Array(writer.getBuffer());
}

const rowGroupRows = 100_000;

const elements: Record<Exclude<ColumnType, "list">, Omit<SchemaElement, "name">> = {
  boolean: { type: "BOOLEAN" },
  int32: { type: "INT32" },
  // Without their logical types, which the writer spells so that pyarrow cannot read the file.
  uint32: { type: "INT32", converted_type: "UINT_32" },
  int64: { type: "INT64" },
  uint64: { type: "INT64", converted_type: "UINT_64" },
  float: { type: "FLOAT" },
  double: { type: "DOUBLE" },
  decimal: { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, converted_type: "DECIMAL" },
  string: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  bytes: { type: "BYTE_ARRAY" },
  date: { type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } },
  time: {
    type: "INT64",
    converted_type: "TIME_MICROS",
    logical_type: { type: "TIME", isAdjustedToUTC: true, unit: "MICROS" },
  },
  timestamp_ms: timestamp("MILLIS"),
  timestamp_us: timestamp("MICROS"),
  timestamp_ns: timestamp("NANOS"),
  json: { type: "BYTE_ARRAY", converted_type: "JSON", logical_type: { type: "JSON" } },
  struct: { type: "BYTE_ARRAY", converted_type: "JSON", logical_type: { type: "JSON" } },
};

function timestamp(unit: "MILLIS" | "MICROS" | "NANOS"): Omit<SchemaElement, "name"> {
  return { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit } };
}

function schemaOf(column: TableColumn): SchemaElement[] {
  const { name, type } = column;
  const repetition_type = column.nullable === false ? "REQUIRED" : "OPTIONAL";
  if (type === "list") {
    return [
      { name, repetition_type, num_children: 1, converted_type: "LIST", logical_type: { type: "LIST" } },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", repetition_type: "OPTIONAL", ...elements[itemType(column)] },
    ];
  }
  if (type !== "decimal") return [{ name, repetition_type, ...elements[type] }];
  const texts = column.values as readonly (string | null)[];
  const scale = column.scale ?? 0;
  const precision = column.precision ?? decimalPrecision(name, texts, scale);
  return [
    {
      name,
      repetition_type,
      ...elements.decimal,
      scale,
      precision,
      logical_type: { type: "DECIMAL", precision, scale },
    },
  ];
}

/** Numbers of a list are doubles, whole or not: the next list may have others. */
function itemType(column: TableColumn): "boolean" | "double" | "string" | "json" {
  const kinds = new Set<string>();
  for (const list of column.values as readonly (readonly unknown[] | null)[]) {
    for (const item of list ?? []) if (item !== null) kinds.add(typeof item);
  }
  if (kinds.size === 0) return "string";
  if (kinds.size > 1) return "json";
  return kinds.has("boolean") ? "boolean" : kinds.has("number") ? "double" : kinds.has("string") ? "string" : "json";
}

/** The values as the writer wants them for the element of {@link schemaOf}. */
function storedValues(column: TableColumn): unknown[] {
  const { name, type, values, scale = 0 } = column;
  return values.map((value, row) => {
    if (value === null || value === undefined) {
      if (column.nullable !== false) return null;
      throw new FunctionError("FUNCTION_INVALID_TABLE", `column '${name}' is not nullable, but row ${row} is null`);
    }
    if (type === "decimal" && typeof value === "string") return unscaled(value, scale, name);
    if (type === "time" && typeof value === "string") return toMicros(value, name);
    if (fits[type](value)) return value;
    const shown = typeof value === "string" ? `'${value.slice(0, 40)}'` : `a ${typeof value}`;
    throw new FunctionError("FUNCTION_INVALID_TABLE", `column '${name}', row ${row}: ${shown} is no ${type}`);
  });
}

const isNumber = (value: unknown): boolean => typeof value === "number";
const isBetween = (least: bigint, most: bigint) => (value: unknown) =>
  typeof value === "bigint" && value >= least && value <= most;
const isWhole = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const isDate = (value: unknown): boolean => value instanceof Date && !Number.isNaN(value.getTime());
const isInt64 = isBetween(-(2n ** 63n), 2n ** 63n - 1n);
const isInstant = (value: unknown): boolean => isDate(value) || isInt64(value);

const never = (): boolean => false;

/** Decimals and times are texts, which have been looked at before. */
const fits: Record<ColumnType, (value: unknown) => boolean> = {
  decimal: never,
  time: never,
  boolean: (value) => typeof value === "boolean",
  int32: isWhole(-(2 ** 31), 2 ** 31 - 1),
  uint32: isWhole(0, 2 ** 32 - 1),
  int64: isInt64,
  uint64: isBetween(0n, 2n ** 64n - 1n),
  float: isNumber,
  double: isNumber,
  string: (value) => typeof value === "string",
  bytes: (value) => value instanceof Uint8Array,
  date: isDate,
  timestamp_ms: isInstant,
  timestamp_us: isInstant,
  timestamp_ns: isInstant,
  json: () => true,
  struct: () => true,
  list: Array.isArray,
};

async function guardedWrite(table: TableColumns, write: () => Promise<void> | void): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw unwritable(`the table of ${table.columns.map(({ name }) => name).join(", ")}`, error);
  }
}

const unwritable = (what: string, cause: unknown): FunctionError =>
  new FunctionError(
    "FUNCTION_INVALID_TABLE",
    `${what} cannot be written as Parquet: ${cause instanceof Error ? cause.message : String(cause)}`,
    { cause },
  );
