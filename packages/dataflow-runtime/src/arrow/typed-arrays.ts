import type { ArrowType, SimpleType, SimpleTypeName } from "./arrow-type.ts";
import type { NumericTypedArray } from "./type-values.ts";

interface TypedArrayConstructor {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): NumericTypedArray;
}

const constructors: Partial<Record<ArrowType["name"], TypedArrayConstructor>> = {
  Int8: Int8Array,
  Int16: Int16Array,
  Int32: Int32Array,
  Int64: BigInt64Array,
  UInt8: Uint8Array,
  UInt16: Uint16Array,
  UInt32: Uint32Array,
  UInt64: BigUint64Array,
  Float16: Uint16Array,
  Float32: Float32Array,
  Float64: Float64Array,
  Date32: Int32Array,
  Date64: BigInt64Array,
  Time32: Int32Array,
  Time64: BigInt64Array,
  Timestamp: BigInt64Array,
  Duration: BigInt64Array,
};

const typeNames: Readonly<Record<string, SimpleTypeName>> = {
  Int8Array: "Int8",
  Int16Array: "Int16",
  Int32Array: "Int32",
  BigInt64Array: "Int64",
  Uint8Array: "UInt8",
  Uint8ClampedArray: "UInt8",
  Uint16Array: "UInt16",
  Uint32Array: "UInt32",
  BigUint64Array: "UInt64",
  Float16Array: "Float16",
  Float32Array: "Float32",
  Float64Array: "Float64",
  DataView: "UInt8",
};
const types: ReadonlyMap<string, SimpleType> = new Map(Object.entries(typeNames).map(([tag, name]) => [tag, { name }]));

/** The typed array that stores a type's slots; `Float16` is stored as its 16 bits. */
export const typedArrayFor = (type: ArrowType): TypedArrayConstructor | undefined => constructors[type.name];

/** The type whose slots this view stores. By its tag, so that views of other realms count as well. */
export function typeOfView(view: ArrayBufferView): SimpleType | undefined {
  return types.get((view as { readonly [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? "");
}

/** The view's memory as bytes. */
export function bytesOf(view: ArrayBufferView): Uint8Array {
  return view instanceof Uint8Array && !Buffer.isBuffer(view)
    ? view
    : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** `length` elements at the start of `bytes`; a copy only when the bytes are not aligned for them. */
export function viewAs(Constructor: TypedArrayConstructor, bytes: Uint8Array, length: number): NumericTypedArray {
  const width = Constructor.BYTES_PER_ELEMENT;
  if (bytes.byteOffset % width === 0) return new Constructor(bytes.buffer, bytes.byteOffset, length);
  const copy = bytes.slice(0, length * width);
  return new Constructor(copy.buffer, copy.byteOffset, length);
}
