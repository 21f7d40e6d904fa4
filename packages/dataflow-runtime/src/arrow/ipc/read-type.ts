import type { ArrowField, ArrowType, DecimalTypeName, IndexTypeName, SimpleType, TimeUnit } from "../arrow-type.ts";
import { invalidArrow, unsupportedArrow } from "../invalid-arrow.ts";
import { bool, int16, int32, vector, type FlatTable } from "./flat-reader.ts";
import { floatTypes, intervalUnits, simpleTypes, timeUnits, typeId } from "./format.ts";

/** The type that a field's type table and children stand for; dictionaries are a matter of the field. */
export function readType(id: number, table: FlatTable, children: readonly ArrowField[], timezone?: string): ArrowType {
  const simple = simpleTypes[id];
  if (simple !== undefined) return simple;
  switch (id) {
    case typeId.Int:
      return readInt(table);
    case typeId.FloatingPoint:
      return { name: pick(floatTypes, int16(table, 0), "float precision") };
    case typeId.Decimal:
      return readDecimal(table);
    case typeId.Date:
      return { name: pick(["Date32", "Date64"] as const, int16(table, 0, 1), "date unit") };
    case typeId.Time:
      return readTime(pick(timeUnits, int16(table, 0, 1), "time unit"), int32(table, 1, 32));
    case typeId.Timestamp: {
      const unit = pick(timeUnits, int16(table, 0), "timestamp unit");
      return timezone === undefined ? { name: "Timestamp", unit } : { name: "Timestamp", unit, timezone };
    }
    case typeId.Duration:
      return { name: "Duration", unit: pick(timeUnits, int16(table, 0, 1), "duration unit") };
    case typeId.Interval:
      return { name: "Interval", unit: pick(intervalUnits, int16(table, 0), "interval unit") };
    case typeId.FixedSizeBinary:
      return { name: "FixedSizeBinary", byteWidth: size(int32(table, 0), "width of binary") };
    default:
      return readNested(id, table, children);
  }
}

function readNested(id: number, table: FlatTable, children: readonly ArrowField[]): ArrowType {
  switch (id) {
    case typeId.List:
      return { name: "List", child: only(children) };
    case typeId.LargeList:
      return { name: "LargeList", child: only(children) };
    case typeId.ListView:
      return { name: "ListView", child: only(children) };
    case typeId.LargeListView:
      return { name: "LargeListView", child: only(children) };
    case typeId.FixedSizeList:
      return { name: "FixedSizeList", child: only(children), size: size(int32(table, 0), "size of lists") };
    case typeId.Struct:
      return { name: "Struct", children };
    case typeId.Map:
      return readMap(only(children), bool(table, 0));
    case typeId.Union:
      return readUnion(table, children);
    case typeId.RunEndEncoded: {
      const [runEnds, values] = children;
      if (runEnds === undefined || values === undefined)
        throw invalidArrow("run-end encoding without its two children");
      if (!["Int16", "Int32", "Int64"].includes(runEnds.type.name)) throw invalidArrow("run ends are signed integers");
      return { name: "RunEndEncoded", runEnds, values };
    }
    default:
      throw unsupportedArrow(`type ${id} of Arrow's schema`);
  }
}

function readMap(child: ArrowField, keysSorted: boolean): ArrowType {
  if (child.type.name === "Struct" && child.type.children.length === 2) return { name: "Map", child, keysSorted };
  throw invalidArrow("a map's child is a struct of key and value");
}

/** An integer type; also what the index of a dictionary is. */
export function readInt(table: FlatTable): SimpleType<IndexTypeName> {
  const name = `${bool(table, 1) ? "" : "U"}Int${int32(table, 0)}` as IndexTypeName;
  if (integerNames.has(name)) return { name };
  throw invalidArrow(`integers of ${int32(table, 0)} bits`);
}

const integerNames: ReadonlySet<IndexTypeName> = new Set<IndexTypeName>([
  "Int8",
  "Int16",
  "Int32",
  "Int64",
  "UInt8",
  "UInt16",
  "UInt32",
  "UInt64",
]);

function readDecimal(table: FlatTable): ArrowType {
  const names: Readonly<Record<number, DecimalTypeName>> = {
    32: "Decimal32",
    64: "Decimal64",
    128: "Decimal128",
    256: "Decimal256",
  };
  const name = names[int32(table, 2, 128)];
  const [precision, scale] = [int32(table, 0), int32(table, 1)];
  // Beyond it text of a scalar could grow without bound.
  if (name !== undefined && precision > 0 && precision <= 76 && Math.abs(scale) <= 1000)
    return { name, precision, scale };
  throw invalidArrow(`decimals of ${int32(table, 2, 128)} bits, precision ${precision}, scale ${scale}`);
}

function readTime(unit: TimeUnit, bits: number): ArrowType {
  if (bits === 32 && (unit === "s" || unit === "ms")) return { name: "Time32", unit };
  if (bits === 64 && (unit === "us" || unit === "ns")) return { name: "Time64", unit };
  throw invalidArrow(`a time of ${bits} bits in ${unit}`);
}

function readUnion(table: FlatTable, children: readonly ArrowField[]): ArrowType {
  const { count, at } = vector(table, 1, 4);
  const listed = Array.from({ length: count }, (_, index) => table.view.getInt32(at + index * 4, true));
  const typeIds = count === 0 ? children.map((_, index) => index) : listed;
  if (typeIds.length !== children.length) throw invalidArrow("a union has other type ids than children");
  return { name: "Union", mode: pick(["sparse", "dense"] as const, int16(table, 0), "union mode"), typeIds, children };
}

function only(children: readonly ArrowField[]): ArrowField {
  const [child] = children;
  if (child === undefined || children.length > 1) throw invalidArrow(`a list of ${children.length} children`);
  return child;
}

function size(value: number, what: string): number {
  if (value < 0) throw invalidArrow(`${what} is ${value}`);
  return value;
}

function pick<const Names extends readonly string[]>(names: Names, index: number, what: string): Names[number] {
  const name = names[index];
  if (name === undefined) throw invalidArrow(`${what} ${index}`);
  return name;
}
