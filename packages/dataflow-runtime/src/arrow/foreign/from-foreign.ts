import type { ArrowArray } from "../arrow-array.ts";
import type { ArrowType } from "../arrow-type.ts";
import { sliceBits } from "../bitmap.ts";
import { concatArrays } from "../concat.ts";
import { invalidArrow } from "../invalid-arrow.ts";
import { bytesOf } from "../typed-arrays.ts";
import { fromForeignType } from "./foreign-type.ts";
import type { ForeignChunk, ForeignTable, ForeignVector } from "./foreign.ts";

/**
 * The array of a vector, column, chunk or table of `apache-arrow` or flechette, recognised by its shape; `undefined`
 * for anything else. The data is not copied, except for chunks that must be joined and bitmaps that must be moved. A
 * table becomes an array of structs.
 */
export function fromForeign(input: object): ArrowArray | undefined {
  if (isTable(input)) return fromTable(input);
  if (isVector(input)) return fromVector(input);
  return isChunk(input) ? fromChunk(input, fromForeignType(input.type)) : undefined;
}

const hasType = (input: object): boolean =>
  "type" in input && typeof (input.type as { readonly typeId?: unknown } | undefined)?.typeId === "number";

const isTable = (input: object): input is ForeignTable => "numCols" in input && "getChildAt" in input;
const isVector = (input: object): input is ForeignVector =>
  hasType(input) && "data" in input && Array.isArray(input.data) && !("validity" in input);
const isChunk = (input: object): input is ForeignChunk => hasType(input) && "nullCount" in input;

function fromTable(input: ForeignTable): ArrowArray {
  const { fields } = input.schema;
  const columns = fields.map((field, index) => {
    const column = input.getChildAt(index) ?? undefined;
    if (column === undefined) throw invalidArrow(`a table without its column '${field.name}'`);
    return fromVector(column);
  });
  const children = columns.map(({ type }, index) => ({ name: fields[index]?.name ?? "", type, nullable: true }));
  const type: ArrowType = { name: "Struct", children };
  return { type, length: input.numRows, nullCount: 0, validity: undefined, buffers: [], children: columns };
}

function fromVector({ type, data }: ForeignVector): ArrowArray {
  const ours = fromForeignType(type);
  return concatArrays(
    ours,
    data.map((chunk) => fromChunk(chunk, ours)),
  );
}

function fromChunk(chunk: ForeignChunk, type: ArrowType): ArrowArray {
  const { length, offset = 0 } = chunk;
  const bits = chunk.nullBitmap ?? chunk.validity ?? undefined;
  const stored = type.name !== "Null" && type.name !== "Union" && type.name !== "RunEndEncoded";
  const nullCount =
    type.name === "Null" ? length : stored && bits !== undefined && bits.length > 0 ? chunk.nullCount : 0;
  const validity = nullCount > 0 && stored && bits !== undefined ? sliceBits(bits, offset, length) : undefined;
  const array = { type, length, nullCount, validity, buffers: buffersOf(chunk, type), children: childrenOf(chunk) };
  const dictionary = chunk.dictionary ?? undefined;
  return type.name === "Dictionary" && dictionary !== undefined
    ? { ...array, dictionary: fromVector(dictionary) }
    : array;
}

const childrenOf = ({ children }: ForeignChunk): readonly ArrowArray[] =>
  (children ?? []).map((child) => fromChunk(child, fromForeignType(child.type)));

function buffersOf(chunk: ForeignChunk, type: ArrowType): readonly Uint8Array[] {
  const values = bytes(chunk.values);
  const offsets = bytes(chunk.valueOffsets ?? chunk.offsets);
  switch (type.name) {
    case "Null":
    case "Struct":
    case "FixedSizeList":
    case "RunEndEncoded":
      return [];
    case "Boolean":
      return [sliceBits(values, chunk.offset ?? 0, chunk.length)];
    case "Utf8":
    case "Binary":
    case "LargeUtf8":
    case "LargeBinary":
      return [offsets, values];
    case "Utf8View":
    case "BinaryView":
      return [values, ...(chunk.variadicBuffers ?? chunk.data ?? [])];
    case "List":
    case "LargeList":
    case "Map":
      return [offsets];
    case "ListView":
    case "LargeListView":
      return [offsets, bytes(chunk.sizes)];
    case "Union":
      return type.mode === "sparse" ? [bytes(chunk.typeIds)] : [bytes(chunk.typeIds), offsets];
    default:
      return [values];
  }
}

const bytes = (view: ArrayBufferView | null | undefined): Uint8Array =>
  view === null || view === undefined ? new Uint8Array() : bytesOf(view);
