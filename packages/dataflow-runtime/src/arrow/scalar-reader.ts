import type { ArrowArray } from "./arrow-array.ts";
import { bitAt } from "./bitmap.ts";
import { decimalText, readBigInt } from "./decimal.ts";
import { fromFloat16 } from "./float16.ts";
import { invalidArrow } from "./invalid-arrow.ts";
import { nestedReader } from "./nested-reader.ts";
import { int32Reader, int64Reader, rangeReader, viewOf } from "./offsets.ts";
import { slotWidth } from "./slot-width.ts";
import type { ArrowScalar } from "./type-values.ts";

/** Reads one slot; the index must be inside of the array. */
export type ScalarReader = (index: number) => ArrowScalar;

/** A byte order mark is a character like others: what was sent arrives. */
const text = new TextDecoder("utf-8", { ignoreBOM: true });

/** A reader of an array's slots, made once for many reads. */
export function scalarReader(array: ArrowArray): ScalarReader {
  const read = storedReader(array) ?? nestedReader(array, scalarReader);
  const { validity } = array;
  return validity === undefined ? read : (index) => (bitAt(validity, index) ? read(index) : null);
}

function storedReader(array: ArrowArray): ScalarReader | undefined {
  const { type, buffers } = array;
  const [first = new Uint8Array(), second = new Uint8Array()] = buffers;
  switch (type.name) {
    case "Null":
      return () => null;
    case "Boolean":
      return (index) => bitAt(first, index);
    case "Utf8":
      return textReader(bytesReader(int32Reader(first), second));
    case "LargeUtf8":
      return textReader(bytesReader(int64Reader(first), second));
    case "Binary":
      return bytesReader(int32Reader(first), second);
    case "LargeBinary":
      return bytesReader(int64Reader(first), second);
    case "Utf8View":
      return textReader(viewedBytesReader(first, buffers.slice(1)));
    case "BinaryView":
      return viewedBytesReader(first, buffers.slice(1));
    default:
      return fixedReader(array, first);
  }
}

function fixedReader({ type }: ArrowArray, data: Uint8Array): ScalarReader | undefined {
  const view = viewOf(data);
  const width = slotWidth(type) ?? 0;
  switch (type.name) {
    case "Int8":
      return (index) => view.getInt8(index);
    case "Int16":
      return (index) => view.getInt16(index * 2, true);
    case "Int32":
    case "Date32":
    case "Time32":
      return (index) => view.getInt32(index * 4, true);
    case "Int64":
    case "Date64":
    case "Time64":
    case "Timestamp":
    case "Duration":
      return (index) => view.getBigInt64(index * 8, true);
    case "UInt8":
      return (index) => view.getUint8(index);
    case "UInt16":
      return (index) => view.getUint16(index * 2, true);
    case "UInt32":
      return (index) => view.getUint32(index * 4, true);
    case "UInt64":
      return (index) => view.getBigUint64(index * 8, true);
    case "Float16":
      return (index) => fromFloat16(view.getUint16(index * 2, true));
    case "Float32":
      return (index) => view.getFloat32(index * 4, true);
    case "Float64":
      return (index) => view.getFloat64(index * 8, true);
    case "FixedSizeBinary":
      return (index) => data.subarray(index * width, (index + 1) * width);
    case "Decimal32":
    case "Decimal64":
    case "Decimal128":
    case "Decimal256": {
      const { scale } = type;
      return (index) => decimalText(readBigInt(view, index * width, width), scale);
    }
    case "Interval":
      return intervalReader(type.unit, view);
    default:
      return undefined;
  }
}

function intervalReader(unit: "YearMonth" | "DayTime" | "MonthDayNano", view: DataView): ScalarReader {
  if (unit === "YearMonth") return (index) => view.getInt32(index * 4, true);
  if (unit === "DayTime") {
    return (index) => ({ days: view.getInt32(index * 8, true), milliseconds: view.getInt32(index * 8 + 4, true) });
  }
  return (index) => ({
    months: view.getInt32(index * 16, true),
    days: view.getInt32(index * 16 + 4, true),
    nanoseconds: view.getBigInt64(index * 16 + 8, true),
  });
}

type BytesReader = (index: number) => Uint8Array;

function bytesReader(offsets: (index: number) => number, data: Uint8Array): BytesReader {
  const rangeOf = rangeReader(offsets, data.length);
  return (index) => {
    const { start, end } = rangeOf(index);
    return data.subarray(start, end);
  };
}

/** Slots of 16 bytes: the length, then the bytes themselves up to 12, else a prefix, a buffer's number and an offset. */
function viewedBytesReader(views: Uint8Array, data: readonly Uint8Array[]): BytesReader {
  const view = viewOf(views);
  return (index) => {
    const at = index * 16;
    const length = view.getInt32(at, true);
    if (length >= 0 && length <= 12) return views.subarray(at + 4, at + 4 + length);
    const start = view.getInt32(at + 12, true);
    const buffer = data[view.getInt32(at + 8, true)];
    if (length > 0 && buffer !== undefined && start >= 0 && start + length <= buffer.length) {
      return buffer.subarray(start, start + length);
    }
    throw invalidArrow(`slot ${index} points outside of its buffers`);
  };
}

const textReader =
  (bytes: BytesReader): ScalarReader =>
  (index) =>
    text.decode(bytes(index));
