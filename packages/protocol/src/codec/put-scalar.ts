import type { ByteWriter } from "../wire-codec.ts";
import { putVarint, putVarint64, room, varintBytes } from "./put-varint.ts";
import { encodeUtf8 } from "./utf8.ts";

/** Longer ones are written by Node. */
const shortText = 16;
const shortBytes = 8;

/** Ends the quick way: the value is not of its field's type. protobuf-es then writes it, or says what is wrong. */
export function refuse(): never {
  throw new TypeError("not a value of the field's type");
}

export function putString(to: ByteWriter, text: string): void {
  if (typeof text !== "string") refuse();
  const length = text.length;
  room(to, 5 + length * 3);
  if (length > shortText) {
    putText(to, text, length);
    return;
  }
  const buffer = to.buffer;
  const start = to.position;
  let at = start;
  let seen = 0;
  buffer[at++] = length;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    seen |= unit;
    buffer[at++] = unit;
  }
  if (seen < 0x80) to.position = at;
  else putText(to, text, length);
}

/** Most texts are ASCII, as long as they look; the others move. */
function putText(to: ByteWriter, text: string, length: number): void {
  const buffer = to.buffer;
  const guess = varintBytes(length);
  const start = to.position + guess;
  const size = encodeUtf8(text, buffer, start);
  const more = varintBytes(size) - guess;
  if (more !== 0) buffer.copyWithin(start + more, start, start + size);
  putVarint(to, size);
  to.position += size;
}

export function putBytes(to: ByteWriter, bytes: Uint8Array): void {
  if (!(bytes instanceof Uint8Array)) refuse();
  const size = bytes.length;
  room(to, 5 + size);
  putVarint(to, size);
  const buffer = to.buffer;
  const start = to.position;
  if (size > shortBytes) buffer.set(bytes, start);
  else for (let index = 0; index < size; index++) buffer[start + index] = bytes[index] as number;
  to.position = start + size;
}

export function putBool(to: ByteWriter, value: boolean): void {
  room(to, 1);
  to.buffer[to.position++] = value ? 1 : 0;
}

export function putInt32(to: ByteWriter, value: number): void {
  if ((value | 0) !== value) refuse();
  if (value < 0) putVarint64(to, value, -1);
  else putSmall(to, value);
}

export function putUint32(to: ByteWriter, value: number): void {
  if (value >>> 0 !== value) refuse();
  putSmall(to, value);
}

export function putSint32(to: ByteWriter, value: number): void {
  if ((value | 0) !== value) refuse();
  putSmall(to, ((value << 1) ^ (value >> 31)) >>> 0);
}

function putSmall(to: ByteWriter, value: number): void {
  room(to, 5);
  putVarint(to, value);
}

/** All that a double holds exactly. */
const exact = 0x1fffffffffffffn;

export function putInt64(to: ByteWriter, value: bigint): void {
  if (typeof value !== "bigint") refuse();
  if (value >= 0n && value <= exact) putExact(to, Number(value));
  else if (BigInt.asIntN(64, value) === value) putHalves(to, value);
  else refuse();
}

export function putUint64(to: ByteWriter, value: bigint): void {
  if (typeof value !== "bigint") refuse();
  if (value >= 0n && value <= exact) putExact(to, Number(value));
  else if (BigInt.asUintN(64, value) === value) putHalves(to, value);
  else refuse();
}

export function putSint64(to: ByteWriter, value: bigint): void {
  if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) refuse();
  putHalves(to, value < 0n ? -2n * value - 1n : 2n * value);
}

function putExact(to: ByteWriter, value: number): void {
  if (value < 0x80000000) putSmall(to, value);
  else putVarint64(to, value % 0x100000000, value / 0x100000000);
}

function putHalves(to: ByteWriter, value: bigint): void {
  putVarint64(to, Number(BigInt.asUintN(32, value)), Number(BigInt.asUintN(32, value >> 32n)));
}

const scratch = new DataView(new ArrayBuffer(8));
const scratchBytes = new Uint8Array(scratch.buffer);

/** Copies the first bytes of the scratch. */
function putScratch(to: ByteWriter, size: 4 | 8): void {
  room(to, size);
  const { buffer, position } = to;
  for (let index = 0; index < size; index++) buffer[position + index] = scratchBytes[index] as number;
  to.position = position + size;
}

export function putFixed32(to: ByteWriter, value: number): void {
  if (value >>> 0 !== value) refuse();
  scratch.setUint32(0, value, true);
  putScratch(to, 4);
}

export function putSfixed32(to: ByteWriter, value: number): void {
  if ((value | 0) !== value) refuse();
  scratch.setInt32(0, value, true);
  putScratch(to, 4);
}

export function putFixed64(to: ByteWriter, value: bigint): void {
  if (typeof value !== "bigint" || BigInt.asUintN(64, value) !== value) refuse();
  scratch.setBigUint64(0, value, true);
  putScratch(to, 8);
}

export function putSfixed64(to: ByteWriter, value: bigint): void {
  if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) refuse();
  scratch.setBigInt64(0, value, true);
  putScratch(to, 8);
}

export function putFloat(to: ByteWriter, value: number): void {
  if (typeof value !== "number") refuse();
  if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) refuse();
  scratch.setFloat32(0, value, true);
  putScratch(to, 4);
}

export function putDouble(to: ByteWriter, value: number): void {
  if (typeof value !== "number") refuse();
  scratch.setFloat64(0, value, true);
  putScratch(to, 8);
}
