import type { ArrowArray } from "./arrow-array.ts";
import type { ArrowType } from "./arrow-type.ts";
import { invalidArrow } from "./invalid-arrow.ts";
import { int32Reader, int64Reader, rangeReader, viewOf, type IntReader } from "./offsets.ts";
import type { ArrowScalar } from "./type-values.ts";

type Reader = (index: number) => ArrowScalar;
type RangeOf = (index: number) => { readonly start: number; readonly end: number };

/** A reader of types that have children or a dictionary; `readerOf` makes the readers of these. */
export function nestedReader(array: ArrowArray, readerOf: (array: ArrowArray) => Reader): Reader {
  const { type, buffers, children } = array;
  const [first = new Uint8Array(), second = new Uint8Array()] = buffers;
  const readers = children.map(readerOf);
  const item = readers[0] ?? (() => null);
  const limit = children[0]?.length ?? 0;
  switch (type.name) {
    case "List":
      return listReader(rangeReader(int32Reader(first), limit), item);
    case "LargeList":
      return listReader(rangeReader(int64Reader(first), limit), item);
    case "ListView":
      return listReader(viewRange(int32Reader(first), int32Reader(second), limit), item);
    case "LargeListView":
      return listReader(viewRange(int64Reader(first), int64Reader(second), limit), item);
    case "FixedSizeList":
      return listReader((index) => ({ start: index * type.size, end: (index + 1) * type.size }), item);
    case "Struct":
      return structReader(type, readers);
    case "Map":
      return mapReader(rangeReader(int32Reader(first), limit), children[0], readerOf);
    case "Union":
      return unionReader(type, first, type.mode === "dense" ? int32Reader(second) : undefined, children, readers);
    case "Dictionary":
      return dictionaryReader(array, readerOf);
    case "RunEndEncoded":
      return runReader(children, readerOf);
    default:
      throw new TypeError(`${type.name} has no children`);
  }
}

function listReader(rangeOf: RangeOf, item: Reader): Reader {
  return (index) => {
    const { start, end } = rangeOf(index);
    return Array.from({ length: end - start }, (_, at) => item(start + at));
  };
}

function viewRange(offsets: IntReader, sizes: IntReader, limit: number): RangeOf {
  return (index) => {
    const start = offsets(index);
    const end = start + sizes(index);
    if (start >= 0 && start <= end && end <= limit) return { start, end };
    throw invalidArrow(`slot ${index} reaches from ${start} to ${end} of ${limit}`);
  };
}

function structReader(type: Extract<ArrowType, { readonly name: "Struct" }>, readers: readonly Reader[]): Reader {
  const fields = type.children.map(({ name }, at) => ({ name, read: readers[at] ?? (() => null) }));
  // Built from entries: a field may be called __proto__.
  return (index) => Object.fromEntries(fields.map(({ name, read }) => [name, read(index)]));
}

function mapReader(rangeOf: RangeOf, entries: ArrowArray | undefined, readerOf: (array: ArrowArray) => Reader): Reader {
  const [key = () => null, value = () => null] = (entries?.children ?? []).map(readerOf);
  return (index) => {
    const { start, end } = rangeOf(index);
    return new Map(Array.from({ length: end - start }, (_, at) => [key(start + at), value(start + at)]));
  };
}

function unionReader(
  type: Extract<ArrowType, { readonly name: "Union" }>,
  ids: Uint8Array,
  offsets: IntReader | undefined,
  children: readonly ArrowArray[],
  readers: readonly Reader[],
): Reader {
  const view = viewOf(ids);
  const positions = new Map(type.typeIds.map((id, position) => [id, position]));
  return (index) => {
    const id = view.getInt8(index);
    const position = positions.get(id) ?? -1;
    const slot = offsets === undefined ? index : offsets(index);
    const read = readers[position];
    if (read !== undefined && slot >= 0 && slot < (children[position]?.length ?? 0)) return read(slot);
    throw invalidArrow(`slot ${index} of a union points at slot ${slot} of type id ${id}`);
  };
}

function dictionaryReader(array: ArrowArray, readerOf: (array: ArrowArray) => Reader): Reader {
  const { type, dictionary } = array;
  if (type.name !== "Dictionary" || dictionary === undefined) throw invalidArrow("a dictionary type without values");
  const index = readerOf({ ...array, type: type.index, validity: undefined });
  const value = remembered(readerOf(dictionary));
  return (slot) => {
    const at = Number(index(slot));
    if (at >= 0 && at < dictionary.length) return value(at);
    throw invalidArrow(`slot ${slot} points at ${at} of a dictionary of ${dictionary.length}`);
  };
}

/** Many slots share a value: it is made once, however often it is read. */
function remembered(read: Reader): Reader {
  const made = new Map<number, ArrowScalar>();
  return (index) => {
    const known = made.get(index);
    if (known !== undefined) return known;
    const value = read(index);
    made.set(index, value);
    return value;
  };
}

/** The run that a slot is in is the first one that ends behind it. */
function runReader([runEnds, values]: readonly ArrowArray[], readerOf: (array: ArrowArray) => Reader): Reader {
  if (runEnds === undefined || values === undefined) throw invalidArrow("a run-end encoded array without runs");
  const endOf = readerOf(runEnds);
  const value = remembered(readerOf(values));
  return (index) => {
    let low = 0;
    let high = runEnds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Number(endOf(middle)) > index) high = middle;
      else low = middle + 1;
    }
    if (low < values.length) return value(low);
    throw invalidArrow(`slot ${index} is behind the last run`);
  };
}
