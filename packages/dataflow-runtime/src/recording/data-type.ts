import type { ArrowField, ArrowType, TimeUnit } from "../arrow/arrow-type.ts";

/** A type as dora's test files name it: `"UInt8"`, `{ "List": { "name": "item", … } }`. */
export type DataTypeJson = string | { readonly [name: string]: unknown };

const units: Readonly<Record<TimeUnit, string>> = {
  s: "Second",
  ms: "Millisecond",
  us: "Microsecond",
  ns: "Nanosecond",
};

/** `undefined` for types whose values are not written as JSON: intervals, decimals, unions, views of lists, runs. */
export function dataTypeJson(type: ArrowType): DataTypeJson | undefined {
  switch (type.name) {
    case "Timestamp":
      // dora's own writer fails at named time zones, and its reader with it.
      return type.timezone === undefined ? { Timestamp: [units[type.unit], null] } : undefined;
    case "FixedSizeBinary":
      return { FixedSizeBinary: type.byteWidth };
    case "List":
    case "LargeList":
      return nested([type.child], ([child]) => ({ [type.name]: child }));
    case "FixedSizeList":
      return nested([type.child], ([child]) => ({ FixedSizeList: [child, type.size] }));
    case "Struct":
      return nested(type.children, (children) => ({ Struct: children }));
    case "Time32":
    case "Time64":
    case "Duration":
    case "Interval":
    case "Decimal32":
    case "Decimal64":
    case "Decimal128":
    case "Decimal256":
    case "ListView":
    case "LargeListView":
    case "Map":
    case "Union":
    case "Dictionary":
    case "RunEndEncoded":
    case "Utf8View":
    case "BinaryView":
    case "Date64":
      return undefined;
    default:
      return type.name;
  }
}

function nested(
  fields: readonly ArrowField[],
  make: (fields: readonly DataTypeJson[]) => DataTypeJson,
): DataTypeJson | undefined {
  const written = fields.map(({ name, type, nullable }) => {
    const data_type = dataTypeJson(type);
    if (data_type === undefined) return undefined;
    return { name, data_type, nullable, dict_id: 0, dict_is_ordered: false, metadata: {} };
  });
  return written.every((field) => field !== undefined) ? make(written) : undefined;
}
