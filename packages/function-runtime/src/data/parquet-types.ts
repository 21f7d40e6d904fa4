import type { SchemaElement, SchemaTree } from "hyparquet";
import type { ColumnType, TableColumn } from "./columns.ts";
import { fromBigEndian, scaled } from "./decimal.ts";
import { timeOfDay } from "./time-of-day.ts";

/**
 * The schema without what would make the reader lose something or refuse: a decimal becomes a number there, BSON and
 * intervals are errors. Only of columns themselves; what lies inside lists and structs is left to the reader.
 */
export function withoutAnnotations(schema: readonly SchemaElement[]): SchemaElement[] {
  let pending = 0;
  return schema.map((element, index) => {
    const isColumn = index > 0 && pending === 0;
    if (index > 0) pending = Math.max(0, pending - 1) + (element.num_children ?? 0);
    if (!isColumn || !isKeptRaw(element)) return element;
    const { converted_type: _, logical_type: __, ...bare } = element;
    return bare;
  });
}

const isKeptRaw = ({ converted_type, logical_type }: SchemaElement): boolean =>
  ["DECIMAL", "BSON", "INTERVAL"].includes(converted_type ?? "") ||
  ["DECIMAL", "BSON", "GEOMETRY", "GEOGRAPHY"].includes(logical_type?.type ?? "");

/** What the reader gave for one column, as {@link ColumnType} says it. */
export function readableColumn({ element, children }: SchemaTree, raw: readonly unknown[]): TableColumn {
  const { name } = element;
  const nullable = element.repetition_type !== "REQUIRED";
  const type = children.length > 0 ? nestedType(element) : typeOf(element);
  const convert = converter(element, type);
  const values = raw.map((value) => (value === undefined || value === null ? null : convert(value)));
  if (type !== "decimal") return { name, type, nullable, values };
  return { name, type, nullable, values, ...precisionOf(element) };
}

const nestedType = (element: SchemaElement): ColumnType => {
  if (element.logical_type?.type === "VARIANT") return "json";
  return element.converted_type === "LIST" || element.logical_type?.type === "LIST" ? "list" : "struct";
};

function precisionOf(element: SchemaElement): { readonly scale: number; readonly precision?: number } {
  const logical = element.logical_type?.type === "DECIMAL" ? element.logical_type : undefined;
  const scale = element.scale ?? logical?.scale ?? 0;
  const precision = element.precision ?? logical?.precision;
  return precision === undefined ? { scale } : { scale, precision };
}

function typeOf(element: SchemaElement): ColumnType {
  if (element.repetition_type === "REPEATED") return "list";
  const annotated = logicalType(element) ?? convertedType(element);
  if (annotated !== undefined) return annotated;
  switch (element.type) {
    case "BOOLEAN":
      return "boolean";
    case "INT32":
      return "int32";
    case "INT64":
      return "int64";
    case "INT96":
      return "timestamp_ns";
    case "FLOAT":
      return "float";
    case "DOUBLE":
      return "double";
    default:
      return "bytes";
  }
}

function logicalType({ type, logical_type: logical }: SchemaElement): ColumnType | undefined {
  switch (logical?.type) {
    case "STRING":
    case "ENUM":
    case "UUID":
    case "NULL":
      return "string";
    case "DECIMAL":
      return "decimal";
    case "DATE":
      return "date";
    case "TIME":
      return "time";
    case "TIMESTAMP":
      return logical.unit === "NANOS" ? "timestamp_ns" : logical.unit === "MICROS" ? "timestamp_us" : "timestamp_ms";
    case "INTEGER":
      if (type === "INT64") return logical.isSigned ? "int64" : "uint64";
      return !logical.isSigned && logical.bitWidth === 32 ? "uint32" : "int32";
    case "FLOAT16":
      return "float";
    case "JSON":
      return "json";
    default:
      return undefined;
  }
}

const convertedTypes: Partial<Record<NonNullable<SchemaElement["converted_type"]>, ColumnType>> = {
  UTF8: "string",
  ENUM: "string",
  DECIMAL: "decimal",
  DATE: "date",
  TIME_MILLIS: "time",
  TIME_MICROS: "time",
  TIMESTAMP_MILLIS: "timestamp_ms",
  TIMESTAMP_MICROS: "timestamp_us",
  UINT_32: "uint32",
  UINT_64: "uint64",
  JSON: "json",
};

const convertedType = ({ converted_type }: SchemaElement): ColumnType | undefined =>
  converted_type === undefined ? undefined : convertedTypes[converted_type];

const decoder = new TextDecoder();

function converter(element: SchemaElement, type: ColumnType): (value: unknown) => unknown {
  if (type === "decimal") {
    const { scale } = precisionOf(element);
    return (value) => scaled(value instanceof Uint8Array ? fromBigEndian(value) : BigInt(value as number), scale);
  }
  if (type === "string") return (value) => (value instanceof Uint8Array ? decoder.decode(value) : value);
  if (type === "time") {
    const unit = element.logical_type?.type === "TIME" ? element.logical_type.unit : undefined;
    const digits = unit === "NANOS" ? 9 : unit === "MILLIS" || element.converted_type === "TIME_MILLIS" ? 3 : 6;
    return (value) => timeOfDay(BigInt(value as number | bigint), digits);
  }
  return (value) => value;
}
