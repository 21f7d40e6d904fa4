import type { ArrowType } from "./arrow-type.ts";

const widths: Partial<Record<ArrowType["name"], number>> = {
  Int8: 1,
  Int16: 2,
  Int32: 4,
  Int64: 8,
  UInt8: 1,
  UInt16: 2,
  UInt32: 4,
  UInt64: 8,
  Float16: 2,
  Float32: 4,
  Float64: 8,
  Date32: 4,
  Date64: 8,
  Time32: 4,
  Time64: 8,
  Timestamp: 8,
  Duration: 8,
  Decimal32: 4,
  Decimal64: 8,
  Decimal128: 16,
  Decimal256: 32,
};
const intervalWidths = { YearMonth: 4, DayTime: 8, MonthDayNano: 16 };

/** Bytes of one slot of a type whose data is one buffer of equal slots; `undefined` for all others, `Boolean` included. */
export function slotWidth(type: ArrowType): number | undefined {
  if (type.name === "FixedSizeBinary") return type.byteWidth;
  if (type.name === "Interval") return intervalWidths[type.unit];
  return widths[type.name];
}
