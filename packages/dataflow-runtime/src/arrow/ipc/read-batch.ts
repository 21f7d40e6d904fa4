import type { ArrowArray } from "../arrow-array.ts";
import type { ArrowType } from "../arrow-type.ts";
import { bitmapLength, countZeros } from "../bitmap.ts";
import { childFields } from "../child-fields.ts";
import { invalidArrow, unsupportedArrow } from "../invalid-arrow.ts";
import { slotWidth } from "../slot-width.ts";
import { typeText } from "../type-text.ts";
import { size64, sizeAt, table, vector, type FlatTable } from "./flat-reader.ts";

/** Gives the values of a dictionary type. */
export type DictionaryOf = (type: ArrowType) => ArrowArray;

/** Slots that are written nowhere (nulls, runs, empty structs) cost a reader memory that the sender did not spend. */
const maxUnwrittenSlots = 2 ** 24;

/** The bytes of a stream, and the part of them that is the body of one message. */
export interface MessageBody {
  readonly stream: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** The one array of a record batch, as views of its body. */
export function readBatch(
  type: ArrowType,
  batch: FlatTable,
  body: MessageBody,
  dictionaryOf: DictionaryOf,
): ArrowArray {
  if (table(batch, 3) !== undefined) throw unsupportedArrow("compressed buffers; send the stream without compression");
  const array = new BatchReader(batch, body, dictionaryOf).array(type);
  if (size64(batch, 0) === array.length) return array;
  throw invalidArrow(`a batch of ${size64(batch, 0)} rows with a column of ${array.length}`);
}

/** Takes nodes and buffers in the order in which the format flattens an array. */
class BatchReader {
  readonly #view: DataView;
  readonly #body: MessageBody;
  readonly #dictionaryOf: DictionaryOf;
  readonly #nodes: { at: number; readonly end: number };
  readonly #buffers: { at: number; readonly end: number };
  readonly #variadic: { at: number; readonly end: number };

  constructor(batch: FlatTable, body: MessageBody, dictionaryOf: DictionaryOf) {
    this.#view = batch.view;
    this.#body = body;
    this.#dictionaryOf = dictionaryOf;
    this.#nodes = cursor(batch, 1, 16);
    this.#buffers = cursor(batch, 2, 16);
    this.#variadic = cursor(batch, 4, 8);
  }

  array(type: ArrowType): ArrowArray {
    const node = advance(this.#nodes, 16, "node");
    const length = sizeAt(this.#view, node);
    if (type.name === "Null" || type.name === "Union" || type.name === "RunEndEncoded") {
      return this.#withoutValidity(type, length);
    }
    const { validity, nullCount } = this.#validity(length, node + 8);
    const width = slotWidth(type);
    if (width !== undefined) {
      const buffers = [this.#buffer(length * width, type)];
      if (width === 0) limitUnwritten(length);
      return { type, length, nullCount, validity, buffers, children: [] };
    }
    return { type, length, nullCount, validity, ...this.#content(type, length) };
  }

  #withoutValidity(type: ArrowType, length: number): ArrowArray {
    const common = { type, length, nullCount: 0, validity: undefined };
    if (type.name === "Union") {
      const ids = this.#buffer(length, type);
      const buffers = type.mode === "dense" ? [ids, this.#buffer(length * 4, type)] : [ids];
      return { ...common, buffers, children: this.#children(type, type.mode === "sparse" ? length : 0) };
    }
    limitUnwritten(length);
    if (type.name === "Null") return { ...common, nullCount: length, buffers: [], children: [] };
    return { ...common, buffers: [], children: this.#children(type, 0) };
  }

  #content(type: ArrowType, length: number): Pick<ArrowArray, "buffers" | "children" | "dictionary"> {
    switch (type.name) {
      case "Boolean":
        return { buffers: [this.#buffer(bitmapLength(length), type)], children: [] };
      case "Utf8":
      case "Binary":
        return { buffers: [this.#offsets(length, 4, type), this.#buffer(0, type)], children: [] };
      case "LargeUtf8":
      case "LargeBinary":
        return { buffers: [this.#offsets(length, 8, type), this.#buffer(0, type)], children: [] };
      case "Utf8View":
      case "BinaryView":
        return { buffers: [this.#buffer(length * 16, type), ...this.#variadicBuffers(type)], children: [] };
      case "List":
      case "Map":
        return { buffers: [this.#offsets(length, 4, type)], children: this.#children(type, 0) };
      case "LargeList":
        return { buffers: [this.#offsets(length, 8, type)], children: this.#children(type, 0) };
      case "ListView":
        return {
          buffers: [this.#buffer(length * 4, type), this.#buffer(length * 4, type)],
          children: this.#children(type, 0),
        };
      case "LargeListView":
        return {
          buffers: [this.#buffer(length * 8, type), this.#buffer(length * 8, type)],
          children: this.#children(type, 0),
        };
      case "FixedSizeList":
        if (type.size === 0) limitUnwritten(length);
        return { buffers: [], children: this.#children(type, length * type.size) };
      case "Struct":
        if (type.children.length === 0) limitUnwritten(length);
        return { buffers: [], children: this.#children(type, length) };
      case "Dictionary":
        return {
          buffers: [this.#buffer(length * (slotWidth(type.index) ?? 0), type)],
          children: [],
          dictionary: this.#dictionaryOf(type),
        };
      default:
        throw unsupportedArrow(typeText(type));
    }
  }

  /** Children that must reach at least `length` slots. */
  #children(type: ArrowType, length: number): readonly ArrowArray[] {
    return childFields(type).map((field) => {
      const child = this.array(field.type);
      if (child.length >= length) return child;
      throw invalidArrow(`field '${field.name}' of ${typeText(type)} has ${child.length} slots of ${length}`);
    });
  }

  /** @param countAt where the node says how many nulls there are; a negative number leaves it to the reader */
  #validity(length: number, countAt: number): Pick<ArrowArray, "validity" | "nullCount"> {
    const declared = this.#view.getInt32(countAt + 4, true) < 0 ? -1 : sizeAt(this.#view, countAt);
    if (declared === 0) {
      advance(this.#buffers, 16, "buffer");
      return { validity: undefined, nullCount: 0 };
    }
    const bits = this.#slice();
    if (bits.length < bitmapLength(length) || declared > length) {
      throw invalidArrow(`${declared} nulls of ${length} slots in a bitmap of ${bits.length} bytes`);
    }
    const nullCount = declared < 0 ? countZeros(bits, length) : declared;
    return { validity: nullCount === 0 ? undefined : bits, nullCount };
  }

  /** Offsets are one more than slots, but an empty array may leave all of them out. */
  #offsets(length: number, width: number, type: ArrowType): Uint8Array {
    return this.#buffer(length === 0 ? 0 : (length + 1) * width, type);
  }

  #buffer(needed: number, type: ArrowType): Uint8Array {
    const bytes = this.#slice();
    if (bytes.length >= needed) return bytes;
    throw invalidArrow(`${typeText(type)} needs a buffer of ${needed} bytes and has ${bytes.length}`);
  }

  #variadicBuffers(type: ArrowType): readonly Uint8Array[] {
    const count = sizeAt(this.#view, advance(this.#variadic, 8, "count of view buffers"));
    if (count * 16 > this.#buffers.end - this.#buffers.at) throw invalidArrow(`${count} buffers of views`);
    return Array.from({ length: count }, () => this.#buffer(0, type));
  }

  #slice(): Uint8Array {
    const at = advance(this.#buffers, 16, "buffer");
    const body = this.#body;
    const start = body.start + sizeAt(this.#view, at);
    const end = start + sizeAt(this.#view, at + 8);
    if (end <= body.end) return body.stream.subarray(start, end);
    throw invalidArrow(`a buffer reaches ${end - body.end} bytes beyond its body`);
  }
}

function cursor(batch: FlatTable, field: number, size: number): { at: number; readonly end: number } {
  const { at, count } = vector(batch, field, size);
  return { at, end: at + count * size };
}

function advance(place: { at: number; readonly end: number }, size: number, what: string): number {
  const { at } = place;
  if (at + size > place.end) throw invalidArrow(`a ${what} is missing`);
  place.at = at + size;
  return at;
}

function limitUnwritten(length: number): void {
  if (length > maxUnwrittenSlots) throw unsupportedArrow(`${length} slots that are written nowhere`);
}
