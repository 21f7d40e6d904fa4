import type { ArrowArray } from "../arrow-array.ts";
import { bitmapLength } from "../bitmap.ts";
import { childFields } from "../child-fields.ts";
import { invalidArrow } from "../invalid-arrow.ts";
import { int32Reader, int64Reader } from "../offsets.ts";
import { slotWidth } from "../slot-width.ts";
import { typeText } from "../type-text.ts";

/** The nodes and buffers of an array in the order in which a record batch lists them. */
export interface FlatArray {
  /** Length and null count of the array and its descendants, one after the other. */
  readonly nodes: readonly number[];
  readonly buffers: readonly Uint8Array[];
  /** How many data buffers each array of a view type has. */
  readonly variadic: readonly number[];
}

const none = new Uint8Array();

export function flatten(array: ArrowArray): FlatArray {
  const nodes: number[] = [];
  const buffers: Uint8Array[] = [];
  const variadic: number[] = [];
  add(array);
  return { nodes, buffers, variadic };

  function add(each: ArrowArray): void {
    const { type, length, nullCount, validity, children } = each;
    const stored = type.name !== "Null" && type.name !== "Union" && type.name !== "RunEndEncoded";
    nodes.push(length, stored || type.name === "Null" ? nullCount : 0);
    if (stored) buffers.push(nullCount === 0 ? none : cut(validity ?? none, bitmapLength(length), each));
    for (const buffer of contentOf(each)) buffers.push(buffer);
    if (type.name === "Utf8View" || type.name === "BinaryView") variadic.push(each.buffers.length - 1);
    if (children.length !== childFields(type).length) throw inconsistent(each, `${children.length} children`);
    children.forEach(add);
  }
}

/** Buffers behind the validity bitmap, none longer than it must be. */
function contentOf(array: ArrowArray): readonly Uint8Array[] {
  const { type, length, buffers } = array;
  const [first = none, second = none] = buffers;
  switch (type.name) {
    case "Null":
    case "Struct":
    case "FixedSizeList":
    case "RunEndEncoded":
      return [];
    case "Boolean":
      return [cut(first, bitmapLength(length), array)];
    case "Utf8":
    case "Binary":
      return [offsets(array, 4), cut(second, length === 0 ? 0 : int32Reader(first)(length), array)];
    case "LargeUtf8":
    case "LargeBinary":
      return [offsets(array, 8), cut(second, length === 0 ? 0 : int64Reader(first)(length), array)];
    case "Utf8View":
    case "BinaryView":
      return [cut(first, length * 16, array), ...buffers.slice(1)];
    case "List":
    case "Map":
      return [offsets(array, 4)];
    case "LargeList":
      return [offsets(array, 8)];
    case "ListView":
      return [cut(first, length * 4, array), cut(second, length * 4, array)];
    case "LargeListView":
      return [cut(first, length * 8, array), cut(second, length * 8, array)];
    case "Union":
      return type.mode === "sparse"
        ? [cut(first, length, array)]
        : [cut(first, length, array), cut(second, length * 4, array)];
    default: {
      const width = slotWidth(type.name === "Dictionary" ? type.index : type) ?? 0;
      return [cut(first, length * width, array)];
    }
  }
}

/** One offset more than slots, also for an array without slots: not every reader takes none. */
function offsets(array: ArrowArray, width: number): Uint8Array {
  const [first = none] = array.buffers;
  if (array.length === 0 && first.length < width) return new Uint8Array(width);
  return cut(first, (array.length + 1) * width, array);
}

function cut(buffer: Uint8Array, needed: number, array: ArrowArray): Uint8Array {
  if (buffer.length === needed) return buffer;
  if (needed >= 0 && buffer.length > needed) return buffer.subarray(0, needed);
  throw inconsistent(array, `a buffer of ${buffer.length} bytes where ${needed} are needed`);
}

const inconsistent = ({ type, length }: ArrowArray, what: string): Error =>
  invalidArrow(`an array of ${length} × ${typeText(type)} with ${what}`);
