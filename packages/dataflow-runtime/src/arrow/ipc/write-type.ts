import type { ArrowType } from "../arrow-type.ts";
import { slotWidth } from "../slot-width.ts";
import type { FlatField } from "./flat-writer.ts";
import { floatTypes, intervalUnits, timeUnits, typeId } from "./format.ts";

/** A type's member of the schema's `Type` union, and the fields of its table. */
export interface TypeTable {
  readonly id: number;
  readonly fields: readonly FlatField[];
}

export const flag = (value: boolean): FlatField => ({ width: 1, value: value ? 1 : 0 });
const short = (value: number): FlatField => ({ width: 2, value });
const int = (value: number): FlatField => ({ width: 4, value });

/** The type table of a type; of a dictionary that of its values. */
export function typeTable(type: ArrowType): TypeTable {
  const bits = (slotWidth(type) ?? 0) * 8;
  switch (type.name) {
    case "Boolean":
      return { id: typeId.Bool, fields: [] };
    case "Int8":
    case "Int16":
    case "Int32":
    case "Int64":
      return { id: typeId.Int, fields: [int(bits), flag(true)] };
    case "UInt8":
    case "UInt16":
    case "UInt32":
    case "UInt64":
      return { id: typeId.Int, fields: [int(bits), flag(false)] };
    case "Float16":
    case "Float32":
    case "Float64":
      return { id: typeId.FloatingPoint, fields: [short(floatTypes.indexOf(type.name))] };
    case "Decimal32":
    case "Decimal64":
    case "Decimal128":
    case "Decimal256":
      return { id: typeId.Decimal, fields: [int(type.precision), int(type.scale), int(bits)] };
    case "Date32":
    case "Date64":
      return { id: typeId.Date, fields: [short(type.name === "Date32" ? 0 : 1)] };
    case "Time32":
    case "Time64":
      return { id: typeId.Time, fields: [short(timeUnits.indexOf(type.unit)), int(bits)] };
    case "Timestamp": {
      const timezone = type.timezone === undefined ? undefined : { text: type.timezone };
      return { id: typeId.Timestamp, fields: [short(timeUnits.indexOf(type.unit)), timezone] };
    }
    case "Duration":
      return { id: typeId.Duration, fields: [short(timeUnits.indexOf(type.unit))] };
    case "Interval":
      return { id: typeId.Interval, fields: [short(intervalUnits.indexOf(type.unit))] };
    case "FixedSizeBinary":
      return { id: typeId.FixedSizeBinary, fields: [int(type.byteWidth)] };
    case "FixedSizeList":
      return { id: typeId.FixedSizeList, fields: [int(type.size)] };
    case "Map":
      return { id: typeId.Map, fields: [flag(type.keysSorted)] };
    case "Union":
      return { id: typeId.Union, fields: [short(type.mode === "sparse" ? 0 : 1), { ints: type.typeIds }] };
    case "Dictionary":
      return typeTable(type.value);
    default:
      return { id: typeId[type.name], fields: [] };
  }
}
