import type { SimpleType } from "../arrow-type.ts";

/** Numbers of Arrow's `Message.fbs` and `Schema.fbs`. */
export const messageHeader = { schema: 1, dictionaryBatch: 2, recordBatch: 3 } as const;

/** The member of the `Type` union of each type table. */
export const typeId = {
  Null: 1,
  Int: 2,
  FloatingPoint: 3,
  Binary: 4,
  Utf8: 5,
  Bool: 6,
  Decimal: 7,
  Date: 8,
  Time: 9,
  Timestamp: 10,
  Interval: 11,
  List: 12,
  Struct: 13,
  Union: 14,
  FixedSizeBinary: 15,
  FixedSizeList: 16,
  Map: 17,
  Duration: 18,
  LargeBinary: 19,
  LargeUtf8: 20,
  LargeList: 21,
  RunEndEncoded: 22,
  BinaryView: 23,
  Utf8View: 24,
  ListView: 25,
  LargeListView: 26,
} as const;

/** Types whose table says nothing more. */
export const simpleTypes: Readonly<Record<number, SimpleType>> = {
  [typeId.Null]: { name: "Null" },
  [typeId.Bool]: { name: "Boolean" },
  [typeId.Utf8]: { name: "Utf8" },
  [typeId.LargeUtf8]: { name: "LargeUtf8" },
  [typeId.Utf8View]: { name: "Utf8View" },
  [typeId.Binary]: { name: "Binary" },
  [typeId.LargeBinary]: { name: "LargeBinary" },
  [typeId.BinaryView]: { name: "BinaryView" },
};

export const timeUnits = ["s", "ms", "us", "ns"] as const;
export const intervalUnits = ["YearMonth", "DayTime", "MonthDayNano"] as const;
export const floatTypes = ["Float16", "Float32", "Float64"] as const;

/** Metadata versions V4 and V5. */
export const version4 = 3;
export const version5 = 4;

/** What ours and the reference writer pad messages and buffers to. */
const alignment = 64;

export const padded = (length: number): number => Math.ceil(length / alignment) * alignment;
