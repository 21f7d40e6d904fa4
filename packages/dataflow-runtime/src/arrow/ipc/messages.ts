import { invalidArrow } from "../invalid-arrow.ts";
import { size64, tableAt, uint8, type FlatTable } from "./flat-reader.ts";

const continuation = 0xffff_ffff;

/** Where the parts of the message at `at` lie: metadata behind its length, and what follows it. */
export interface MessageBounds {
  readonly start: number;
  readonly end: number;
}

/** Bounds of the metadata of the message at `at`; `undefined` at the end of the stream, marked or not. */
export function metadataAt(view: DataView, at: number): MessageBounds | undefined {
  if (at === view.byteLength) return undefined;
  // Streams before Arrow 0.15 have no continuation marker.
  const marked = uint32(view, at) === continuation;
  const start = marked ? at + 8 : at + 4;
  const length = uint32(view, start - 4);
  if (length === 0) return undefined;
  const end = start + length;
  if (end > view.byteLength) throw invalidArrow(`metadata of ${length} bytes reaches beyond the end of the stream`);
  return { start, end };
}

function uint32(view: DataView, at: number): number {
  if (at + 4 > view.byteLength) throw invalidArrow("the stream ends inside of a message");
  return view.getUint32(at, true);
}

/** One message behind the schema. */
export interface StreamMessage {
  readonly header: number;
  readonly table: FlatTable;
  /** Where the body begins, right behind the metadata. */
  readonly body: number;
  /** Where the body ends and the next message begins. */
  readonly next: number;
}

export function messageAt(view: DataView, at: number): StreamMessage | undefined {
  const bounds = metadataAt(view, at);
  if (bounds === undefined) return undefined;
  const table = tableAt(view, bounds.start);
  const next = bounds.end + size64(table, 3);
  if (next > view.byteLength)
    throw invalidArrow(`a body of ${next - bounds.end} bytes reaches beyond the end of the stream`);
  return { header: uint8(table, 1), table, body: bounds.end, next };
}
