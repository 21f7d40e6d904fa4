import type { ArrowField, ArrowType, TimeUnit } from "../arrow/arrow-type.ts";
import { typeOf } from "../arrow/type-builders.ts";

const units: Readonly<Record<string, TimeUnit>> = {
  Second: "s",
  Millisecond: "ms",
  Microsecond: "us",
  Nanosecond: "ns",
};
const simple = new Set(
  "Null Boolean Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64 Float16 Float32 Float64 Utf8 LargeUtf8 Binary LargeBinary Date32 Date64".split(
    " ",
  ),
);

interface FieldJson {
  readonly name: string;
  readonly data_type: unknown;
  readonly nullable?: boolean;
}

/**
 * A type as dora's test files name it: `"UInt8"`, `{ "List": { "name": "item", "data_type": "Int32" } }`.
 *
 * @throws TypeError for a name that means nothing, or a type whose values JSON does not carry
 */
export function readDataType(json: unknown): ArrowType {
  if (typeof json === "string" && simple.has(json)) return typeOf(json as "Int8");
  if (typeof json === "object" && json !== null) {
    const [[name, of] = ["", undefined]] = Object.entries(json);
    switch (name) {
      case "Timestamp": {
        const [unit, timezone] = of as readonly [string, string | null];
        return { name, unit: unitOf(unit), ...(timezone === null ? {} : { timezone }) };
      }
      case "Duration":
        return { name, unit: unitOf(of) };
      case "FixedSizeBinary":
        return { name, byteWidth: Number(of) };
      case "List":
      case "LargeList":
        return { name, child: readField(of as FieldJson) };
      case "FixedSizeList": {
        const [child, size] = of as readonly [FieldJson, number];
        return { name, child: readField(child), size };
      }
      case "Struct":
        return { name, children: (of as readonly FieldJson[]).map((field) => readField(field)) };
      default:
    }
  }
  throw new TypeError(`the data_type ${JSON.stringify(json)} is not one that test files carry`);
}

const readField = ({ name, data_type, nullable = true }: FieldJson): ArrowField => ({
  name,
  type: readDataType(data_type),
  nullable,
});

function unitOf(name: unknown): TimeUnit {
  const unit = units[String(name)];
  if (unit === undefined) throw new TypeError(`${String(name)} is no unit of time`);
  return unit;
}
