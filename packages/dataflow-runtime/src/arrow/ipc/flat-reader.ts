import { invalidArrow } from "../invalid-arrow.ts";

const text = new TextDecoder();

/** A table of a flatbuffer: each field is found through the table's vtable. Every position is checked. */
export interface FlatTable {
  readonly view: DataView;
  readonly at: number;
  readonly vtable: number;
  readonly vtableLength: number;
}

/** The table that the offset at `at` points to. */
export function tableAt(view: DataView, at: number): FlatTable {
  const table = follow(view, at);
  const vtable = table - view.getInt32(need(view, table, 4), true);
  const vtableLength = view.getUint16(need(view, vtable, 4), true);
  need(view, vtable, vtableLength);
  return { view, at: table, vtable, vtableLength };
}

/** Position of a field, or 0 when the table does not have it. */
function fieldAt({ view, at, vtable, vtableLength }: FlatTable, field: number, size: number): number {
  const slot = 4 + field * 2;
  if (slot + 2 > vtableLength) return 0;
  const offset = view.getUint16(vtable + slot, true);
  return offset === 0 ? 0 : need(view, at + offset, size);
}

export function uint8(table: FlatTable, field: number, fallback = 0): number {
  const at = fieldAt(table, field, 1);
  return at === 0 ? fallback : table.view.getUint8(at);
}

export const bool = (table: FlatTable, field: number): boolean => uint8(table, field) !== 0;

export function int16(table: FlatTable, field: number, fallback = 0): number {
  const at = fieldAt(table, field, 2);
  return at === 0 ? fallback : table.view.getInt16(at, true);
}

export function int32(table: FlatTable, field: number, fallback = 0): number {
  const at = fieldAt(table, field, 4);
  return at === 0 ? fallback : table.view.getInt32(at, true);
}

/** A count or size: not negative, and exact as a number. */
export function size64(table: FlatTable, field: number): number {
  const at = fieldAt(table, field, 8);
  return at === 0 ? 0 : sizeAt(table.view, at);
}

export function sizeAt(view: DataView, at: number): number {
  const high = view.getInt32(at + 4, true);
  if (high < 0 || high >= 0x20_0000) throw invalidArrow("a size is negative or beyond 2^53");
  return high * 0x1_0000_0000 + view.getUint32(at, true);
}

export function int64(table: FlatTable, field: number): bigint {
  const at = fieldAt(table, field, 8);
  return at === 0 ? 0n : table.view.getBigInt64(at, true);
}

export function table(parent: FlatTable, field: number): FlatTable | undefined {
  const at = fieldAt(parent, field, 4);
  return at === 0 ? undefined : tableAt(parent.view, at);
}

export function string(parent: FlatTable, field: number): string | undefined {
  const at = fieldAt(parent, field, 4);
  if (at === 0) return undefined;
  const { view } = parent;
  const start = follow(view, at);
  const length = view.getUint32(need(view, start, 4), true);
  need(view, start + 4, length);
  return text.decode(new Uint8Array(view.buffer, view.byteOffset + start + 4, length));
}

/** Elements of `size` bytes each, one after another. */
export interface FlatVector {
  readonly count: number;
  readonly at: number;
}

export function vector(parent: FlatTable, field: number, size: number): FlatVector {
  const at = fieldAt(parent, field, 4);
  if (at === 0) return { count: 0, at: 0 };
  const { view } = parent;
  const start = follow(view, at);
  const count = view.getUint32(need(view, start, 4), true);
  need(view, start + 4, count * size);
  return { count, at: start + 4 };
}

function follow(view: DataView, at: number): number {
  return at + view.getUint32(need(view, at, 4), true);
}

/** `at`, when `size` bytes lie there. */
function need(view: DataView, at: number, size: number): number {
  if (at >= 0 && at + size <= view.byteLength) return at;
  throw invalidArrow("the metadata points outside of itself");
}
