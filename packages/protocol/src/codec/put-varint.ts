import type { ByteWriter } from "../wire-codec.ts";

/** The length of an unsigned 32-bit varint. */
export function varintBytes(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : value < 0x10000000 ? 4 : 5;
}

/** Makes room for `bytes` more. */
export function room(to: ByteWriter, bytes: number): void {
  if (to.position + bytes > to.buffer.length) to.reserve(bytes);
}

/** An unsigned 32-bit varint, where there is room for it. */
export function putVarint(to: ByteWriter, value: number): void {
  const buffer = to.buffer;
  let at = to.position;
  let rest = value;
  while (rest > 0x7f) {
    buffer[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  buffer[at] = rest;
  to.position = at + 1;
}

/** A 64-bit varint, given in halves, with room made for it. */
export function putVarint64(to: ByteWriter, low: number, high: number): void {
  room(to, 10);
  const buffer = to.buffer;
  let at = to.position;
  let lower = low >>> 0;
  let upper = high >>> 0;
  while (upper > 0 || lower > 0x7f) {
    buffer[at++] = (lower & 0x7f) | 0x80;
    lower = ((lower >>> 7) | (upper << 25)) >>> 0;
    upper >>>= 7;
  }
  buffer[at] = lower;
  to.position = at + 1;
}

/** A field's number and wire type. */
export function putTag(to: ByteWriter, tag: number): void {
  room(to, 5);
  putVarint(to, tag);
}

/** Leaves room for a short length, and gives the place where the content begins. */
export function begin(to: ByteWriter): number {
  room(to, 1);
  return ++to.position;
}

/** Writes the length of what was written since `begin`; the content moves if that takes more than one byte. */
export function finish(to: ByteWriter, start: number): void {
  const size = to.position - start;
  if (size < 0x80) to.buffer[start - 1] = size;
  else finishLong(to, start, size);
}

function finishLong(to: ByteWriter, start: number, size: number): void {
  const more = varintBytes(size) - 1;
  const end = to.position;
  to.reserve(more);
  to.buffer.copyWithin(start + more, start, end);
  to.position = start - 1;
  putVarint(to, size);
  to.position = end + more;
}
