import { invalidArrow } from "./invalid-arrow.ts";

/** Reads whole numbers of one width from bytes that need no alignment. */
export type IntReader = (index: number) => number;

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function int32Reader(bytes: Uint8Array): IntReader {
  const view = viewOf(bytes);
  return (index) => view.getInt32(index * 4, true);
}

export function int64Reader(bytes: Uint8Array): IntReader {
  const view = viewOf(bytes);
  return (index) => Number(view.getBigInt64(index * 8, true));
}

/** Start and end of the slots of strings and lists, checked against what they point into. */
export function rangeReader(
  offsets: IntReader,
  limit: number,
): (index: number) => { readonly start: number; readonly end: number } {
  return (index) => {
    const start = offsets(index);
    const end = offsets(index + 1);
    if (start >= 0 && start <= end && end <= limit) return { start, end };
    throw invalidArrow(`slot ${index} reaches from ${start} to ${end} of ${limit}`);
  };
}
