import type { ArrowField, ArrowType, IndexTypeName, SimpleType } from "../arrow-type.ts";
import { unsupportedArrow } from "../invalid-arrow.ts";
import { floatTypes, intervalUnits, simpleTypes, timeUnits, typeId } from "../ipc/format.ts";
import { decimal, time } from "../type-builders.ts";
import type { ForeignField, ForeignType } from "./foreign.ts";

/** Neither library gives dictionaries a number of Arrow's union of types. */
const dictionaryId = -1;

/** Our type for a type of `apache-arrow` or flechette. */
export function fromForeignType(type: ForeignType): ArrowType {
  const { bitWidth = 0, precision = 0, scale = 0, unit = 0 } = type;
  switch (type.typeId) {
    case typeId.Int:
      return intType(type);
    case typeId.FloatingPoint:
      return { name: at(floatTypes, precision) };
    case typeId.Decimal:
      return decimal(precision, scale, at(decimalTypes, Math.log2(bitWidth) - 5));
    case typeId.Date:
      return { name: unit === 0 ? "Date32" : "Date64" };
    case typeId.Time:
      return time(at(timeUnits, unit));
    case typeId.Timestamp: {
      const timezone = type.timezone ?? undefined;
      return { name: "Timestamp", unit: at(timeUnits, unit), ...(timezone === undefined ? {} : { timezone }) };
    }
    case typeId.Duration:
      return { name: "Duration", unit: at(timeUnits, unit) };
    case typeId.Interval:
      return { name: "Interval", unit: at(intervalUnits, unit) };
    case typeId.FixedSizeBinary:
      return { name: "FixedSizeBinary", byteWidth: type.byteWidth ?? type.stride ?? 0 };
    default:
      return simpleTypes[type.typeId] ?? nestedType(type);
  }
}

const decimalTypes = ["Decimal32", "Decimal64", "Decimal128", "Decimal256"] as const;

function nestedType(type: ForeignType): ArrowType {
  if (type.typeId === dictionaryId && type.indices !== undefined && type.dictionary !== undefined) {
    const ordered = type.isOrdered ?? type.ordered ?? false;
    return { name: "Dictionary", index: intType(type.indices), value: fromForeignType(type.dictionary), ordered };
  }
  const children = (type.children ?? []).map(fromForeignField);
  const [child, second] = children;
  if (type.typeId === typeId.Struct) return { name: "Struct", children };
  if (child === undefined) throw unknown(type);
  switch (type.typeId) {
    case typeId.List:
      return { name: "List", child };
    case typeId.LargeList:
      return { name: "LargeList", child };
    case typeId.ListView:
      return { name: "ListView", child };
    case typeId.LargeListView:
      return { name: "LargeListView", child };
    case typeId.FixedSizeList:
      return { name: "FixedSizeList", child, size: type.listSize ?? type.stride ?? 0 };
    case typeId.Map:
      return { name: "Map", child, keysSorted: type.keysSorted ?? false };
    case typeId.Union: {
      const typeIds = Array.from(type.typeIds ?? children.keys());
      return { name: "Union", mode: type.mode === 0 ? "sparse" : "dense", typeIds, children };
    }
    case typeId.RunEndEncoded:
      if (second !== undefined) return { name: "RunEndEncoded", runEnds: child, values: second };
      throw unknown(type);
    default:
      throw unknown(type);
  }
}

const fromForeignField = ({ name, type, nullable }: ForeignField): ArrowField => ({
  name,
  type: fromForeignType(type),
  nullable,
});

const intType = (type: ForeignType): SimpleType<IndexTypeName> => ({
  name: `${(type.isSigned ?? type.signed) ? "" : "U"}Int${type.bitWidth}` as IndexTypeName,
});

function at<const Names extends readonly string[]>(names: Names, index: number): Names[number] {
  const name = names[index];
  if (name === undefined) throw unsupportedArrow(`member ${index} of ${names.join(", ")}`);
  return name;
}

const unknown = (type: ForeignType): Error => unsupportedArrow(`a vector of type id ${type.typeId}`);
