import type { ArrowArray } from "./arrow-array.ts";
import type { ArrowType } from "./arrow-type.ts";
import { bitmapLength, setBit } from "./bitmap.ts";
import { isNull, misfit, type BuildInput } from "./build-input.ts";
import { buildFixed } from "./build-fixed.ts";
import { buildBytes } from "./build-bytes.ts";
import { unsupportedArrow } from "./invalid-arrow.ts";
import { typeText } from "./type-text.ts";

export type { BuildInput };

/**
 * An array of a type from plain values.
 *
 * @throws `DATAFLOW_INVALID_DATA` naming the slot that does not fit.
 */
export function buildArray(type: ArrowType, slots: readonly BuildInput[]): ArrowArray {
  const length = slots.length;
  const nullCount = slots.reduce<number>((count, slot) => count + (isNull(slot) ? 1 : 0), 0);
  const common = { type, length, nullCount, validity: nullCount === 0 ? undefined : validityOf(slots), children: [] };
  switch (type.name) {
    case "Null":
      slots.forEach((slot, index) => {
        if (!isNull(slot)) throw misfit(type, slot, index);
      });
      return { ...common, validity: undefined, buffers: [] };
    case "Boolean":
      return { ...common, buffers: [buildBits(type, slots)] };
    case "Utf8":
    case "LargeUtf8":
    case "Binary":
    case "LargeBinary":
      return { ...common, buffers: buildBytes(type, slots) };
    case "List":
    case "LargeList":
    case "Map":
      return { ...common, ...buildLists(type, slots) };
    case "FixedSizeList":
      return { ...common, buffers: [], children: [buildArray(type.child.type, flatten(type, slots, type.size))] };
    case "Struct":
      return { ...common, buffers: [], children: buildFields(type, slots) };
    case "Dictionary":
      return { ...common, ...buildDictionary(type, slots) };
    default: {
      const data = buildFixed(type, slots);
      if (data !== undefined) return { ...common, buffers: [data] };
      throw unsupportedArrow(`${typeText(type)} cannot be built from plain values; give an Arrow vector of it`);
    }
  }
}

function validityOf(slots: readonly BuildInput[]): Uint8Array {
  const bits = new Uint8Array(bitmapLength(slots.length));
  slots.forEach((slot, index) => {
    if (!isNull(slot)) setBit(bits, index);
  });
  return bits;
}

function buildBits(type: ArrowType, slots: readonly BuildInput[]): Uint8Array {
  const bits = new Uint8Array(bitmapLength(slots.length));
  slots.forEach((slot, index) => {
    if (slot === true) setBit(bits, index);
    else if (slot !== false && !isNull(slot)) throw misfit(type, slot, index);
  });
  return bits;
}

type ListLike = Extract<ArrowType, { readonly name: "List" | "LargeList" | "Map" }>;

function buildLists(type: ListLike, slots: readonly BuildInput[]): Pick<ArrowArray, "buffers" | "children"> {
  const items: BuildInput[] = [];
  const offsets = type.name === "LargeList" ? new BigInt64Array(slots.length + 1) : new Int32Array(slots.length + 1);
  slots.forEach((slot, index) => {
    if (!isNull(slot)) for (const item of itemsOf(type, slot, index)) items.push(item);
    offsets[index + 1] = offsets instanceof Int32Array ? items.length : BigInt(items.length);
  });
  return { buffers: [new Uint8Array(offsets.buffer)], children: [buildArray(type.child.type, items)] };
}

function itemsOf(type: ListLike, slot: BuildInput, index: number): Iterable<BuildInput> {
  if (type.name === "Map") {
    if (!(slot instanceof Map)) throw misfit(type, slot, index);
    const [key, value] = type.child.type.name === "Struct" ? type.child.type.children : [];
    if (key === undefined || value === undefined) throw misfit(type, slot, index);
    return Array.from(slot, (entry): BuildInput => ({ [key.name]: entry[0], [value.name]: entry[1] }));
  }
  return listItems(type, slot, index);
}

function listItems(type: ArrowType, slot: BuildInput, index: number): readonly BuildInput[] {
  if (Array.isArray(slot)) return slot;
  if (ArrayBuffer.isView(slot)) return Array.from<number | bigint>(slot);
  throw misfit(type, slot, index);
}

/** Items of lists of one size; a null list still takes its place. */
function flatten(type: ArrowType, slots: readonly BuildInput[], size: number): readonly BuildInput[] {
  const absent = Array.from({ length: size }, () => null);
  return slots.flatMap((slot, index) => {
    const items = isNull(slot) ? absent : listItems(type, slot, index);
    if (items.length !== size) throw misfit(type, slot, index);
    return items;
  });
}

function buildFields(
  type: Extract<ArrowType, { readonly name: "Struct" }>,
  slots: readonly BuildInput[],
): readonly ArrowArray[] {
  const names = new Set(type.children.map(({ name }) => name));
  const objects = slots.map((slot, index) => {
    if (isNull(slot)) return {};
    if (typeof slot !== "object" || Array.isArray(slot) || !Object.keys(slot).every((name) => names.has(name))) {
      throw misfit(type, slot, index);
    }
    return slot as Readonly<Record<string, BuildInput>>;
  });
  return type.children.map((child) =>
    buildArray(
      child.type,
      objects.map((object) => (Object.hasOwn(object, child.name) ? object[child.name] : null)),
    ),
  );
}

function buildDictionary(
  type: Extract<ArrowType, { readonly name: "Dictionary" }>,
  slots: readonly BuildInput[],
): Pick<ArrowArray, "buffers" | "dictionary"> {
  const positions = new Map<BuildInput, number>();
  const indices = slots.map((slot) => {
    if (isNull(slot)) return null;
    const position = positions.get(slot) ?? positions.size;
    positions.set(slot, position);
    return type.index.name === "Int64" || type.index.name === "UInt64" ? BigInt(position) : position;
  });
  return {
    buffers: buildArray(type.index, indices).buffers,
    dictionary: buildArray(type.value, [...positions.keys()]),
  };
}
