import type { FlatArray } from "./flatten.ts";
import { messageHeader, padded, version5 } from "./format.ts";

/** A record batch, or the values of a dictionary, that is going to be written. */
export interface BatchPlan extends FlatArray {
  readonly dictionaryId: number | undefined;
  /** Metadata with the eight bytes in front of it. */
  readonly headLength: number;
  readonly bodyLength: number;
}

/** Positions within the metadata. The tables have one shape, so they are stored directly instead of being built. */
const messageTable = 16;
const headerVtable = 36;
const dictionaryBatchTable = 48;
const dictionaryBatchEnd = 64;

const align8 = (at: number): number => (at + 7) & ~7;

export function planBatch(array: FlatArray, dictionaryId?: number): BatchPlan {
  const { nodes, buffers, variadic } = array;
  const bodyLength = buffers.reduce((sum, buffer) => sum + padded(buffer.length), 0);
  return {
    ...array,
    dictionaryId,
    bodyLength,
    headLength: padded(8 + vectorsAt(dictionaryId) + vectorsLength(nodes, buffers, variadic)),
  };
}

const batchVtable = (dictionaryId: number | undefined): number =>
  dictionaryId === undefined ? headerVtable : dictionaryBatchEnd;
/** Behind a vtable of 14 bytes. */
const batchTable = (dictionaryId: number | undefined): number => align8(batchVtable(dictionaryId) + 14);
const vectorsAt = (dictionaryId: number | undefined): number => batchTable(dictionaryId) + 24;

/** Each vector has its count in the second half of 8 bytes, so that its 8-byte elements are aligned. */
const vectorsLength = (nodes: readonly number[], buffers: readonly Uint8Array[], variadic: readonly number[]): number =>
  16 + nodes.length * 8 + buffers.length * 16 + (variadic.length === 0 ? 0 : 8 + variadic.length * 8);

/** Writes a batch's message at `at` and gives the position behind it. Every byte is written, padding included. */
export function writeBatch(plan: BatchPlan, target: Uint8Array, at: number): number {
  const bodyAt = at + plan.headLength;
  target.fill(0, at, bodyAt);
  const view = new DataView(target.buffer, target.byteOffset + at, plan.headLength);
  view.setUint32(0, 0xffff_ffff, true);
  view.setUint32(4, plan.headLength - 8, true);
  const metadata = new DataView(target.buffer, target.byteOffset + at + 8, plan.headLength - 8);
  writeMessage(metadata, plan);
  if (plan.dictionaryId !== undefined) writeDictionaryTable(metadata, plan.dictionaryId);
  writeBatchTable(metadata, plan);
  writeVectors(metadata, plan);
  return writeBody(plan.buffers, target, bodyAt);
}

function writeMessage(view: DataView, { dictionaryId, bodyLength }: BatchPlan): void {
  view.setUint32(0, messageTable, true);
  vtable(view, 4, [20, 4, 6, 16, 8]);
  view.setInt32(messageTable, messageTable - 4, true);
  view.setInt16(messageTable + 4, version5, true);
  const isBatch = dictionaryId === undefined;
  view.setUint8(messageTable + 6, isBatch ? messageHeader.recordBatch : messageHeader.dictionaryBatch);
  setSize(view, messageTable + 8, bodyLength);
  pointTo(view, messageTable + 16, isBatch ? batchTable(undefined) : dictionaryBatchTable);
}

function writeDictionaryTable(view: DataView, id: number): void {
  vtable(view, headerVtable, [16, 8, 4]);
  view.setInt32(dictionaryBatchTable, dictionaryBatchTable - headerVtable, true);
  pointTo(view, dictionaryBatchTable + 4, batchTable(id));
  setSize(view, dictionaryBatchTable + 8, id);
}

function writeBatchTable(view: DataView, { dictionaryId, nodes, buffers, variadic }: BatchPlan): void {
  const at = batchTable(dictionaryId);
  const from = batchVtable(dictionaryId);
  vtable(view, from, [24, 8, 4, 16, 0, variadic.length === 0 ? 0 : 20]);
  view.setInt32(at, at - from, true);
  setSize(view, at + 8, nodes[0] ?? 0);
  const nodesAt = at + 28;
  const buffersAt = nodesAt + 8 + nodes.length * 8;
  pointTo(view, at + 4, nodesAt);
  pointTo(view, at + 16, buffersAt);
  if (variadic.length > 0) pointTo(view, at + 20, buffersAt + 8 + buffers.length * 16);
}

function writeVectors(view: DataView, { dictionaryId, nodes, buffers, variadic }: BatchPlan): void {
  let at = vectorsAt(dictionaryId) + 4;
  view.setUint32(at, nodes.length / 2, true);
  at += 4;
  for (const count of nodes) {
    setSize(view, at, count);
    at += 8;
  }
  view.setUint32(at + 4, buffers.length, true);
  at += 8;
  let offset = 0;
  for (const { length } of buffers) {
    setSize(view, at, offset);
    setSize(view, at + 8, length);
    offset += padded(length);
    at += 16;
  }
  if (variadic.length === 0) return;
  view.setUint32(at + 4, variadic.length, true);
  variadic.forEach((count, index) => setSize(view, at + 8 + index * 8, count));
}

function writeBody(buffers: readonly Uint8Array[], target: Uint8Array, start: number): number {
  let at = start;
  for (const buffer of buffers) {
    target.set(buffer, at);
    const end = at + padded(buffer.length);
    target.fill(0, at + buffer.length, end);
    at = end;
  }
  return at;
}

/** A vtable: its own length, the length of its table, then the place of each field within the table, 0 for none. */
function vtable(view: DataView, at: number, places: readonly number[]): void {
  view.setUint16(at, 2 + places.length * 2, true);
  places.forEach((place, index) => view.setUint16(at + 2 + index * 2, place, true));
}

function pointTo(view: DataView, from: number, to: number): void {
  view.setUint32(from, to - from, true);
}

function setSize(view: DataView, at: number, size: number): void {
  view.setUint32(at, size >>> 0, true);
  view.setUint32(at + 4, Math.floor(size / 0x1_0000_0000), true);
}
