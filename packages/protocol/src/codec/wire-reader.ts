import type { UnknownField } from "@bufbuild/protobuf";
import { signed, smallNumbers, unsigned } from "./bigints.ts";
import { decodeKey } from "./keys.ts";
import { decodeText } from "./utf8.ts";

/** As many levels as protobuf-es reads by default. */
const deepest = 100;

const nothing = new Uint8Array(0);

type WithUnknown = { $unknown?: UnknownField[] | undefined };

/**
 * A cursor over one message. It accepts exactly what protobuf-es accepts, and takes nothing from beyond the message's
 * end: chunks of a stream hold others there. What is malformed throws; the caller then lets protobuf-es say what it is.
 *
 * `bytes` fields are views of the buffer, as in protobuf-es: nobody may write to it afterwards, and keeping one of
 * them keeps the whole buffer.
 */
export class WireReader {
  position = 0;
  #buffer: Uint8Array = nothing;
  #limit = 0;
  #depth = 0;
  #view: DataView | undefined;
  /** Upper half of the 64-bit value that was read last. */
  #high = 0;

  /** Begins a message; `start` and `end` (exclusive) lie in the buffer. */
  open(buffer: Uint8Array, start: number, end: number): this {
    if (end > buffer.length) throw truncated();
    this.#buffer = buffer;
    this.#view = undefined;
    this.#limit = end;
    this.position = start;
    this.#depth = 1;
    return this;
  }

  /** Lets go of the buffer. */
  release(): void {
    this.#buffer = nothing;
    this.#view = undefined;
  }

  /** Begins a nested message, and gives the place of its end. */
  enter(): number {
    if (++this.#depth > deepest) throw new RangeError("nested too deep");
    return this.end();
  }

  /** Ends it. Numbers are read without a look at the limit, and leave no message that they overran. */
  leave(): void {
    if (this.position > this.#limit) throw truncated();
    this.#depth--;
  }

  /** Reads a length, and gives the place where that many bytes end. */
  end(): number {
    const length = this.uint32();
    const end = this.position + length;
    if (end > this.#limit) throw truncated();
    return end;
  }

  /** A field's number and wire type, as on the wire. */
  tag(): number {
    const byte = this.#buffer[this.position] as number;
    if (byte > 7 && byte < 0x80 && (byte & 7) < 6) {
      this.position++;
      return byte;
    }
    return this.#longTag();
  }

  #longTag(): number {
    const start = this.position;
    const tag = this.uint32();
    const size = this.position - start;
    const overflows = size > 5 || (size === 5 && (this.#buffer[this.position - 1] as number) > 0x0f);
    if (overflows || tag >>> 3 === 0 || (tag & 7) > 5) throw new RangeError("illegal tag");
    return tag;
  }

  uint32(): number {
    const byte = this.#buffer[this.position] as number;
    if (byte < 0x80) {
      this.position++;
      return byte;
    }
    return this.#longUint32();
  }

  #longUint32(): number {
    const buffer = this.#buffer;
    let at = this.position;
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = buffer[at++] as number;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return this.#arrived(at, value);
    }
    let byte = buffer[at++] as number;
    value |= (byte & 0x0f) << 28;
    // A negative number takes ten bytes; what exceeds 32 bits is dropped.
    for (let more = 5; byte > 0x7f && more > 0; more--) byte = buffer[at++] as number;
    if (!(byte < 0x80)) throw new RangeError("invalid varint");
    return this.#arrived(at, value >>> 0);
  }

  #arrived(at: number, value: number): number {
    if (at > this.#limit) throw truncated();
    this.position = at;
    return value;
  }

  int32(): number {
    return this.uint32() | 0;
  }

  sint32(): number {
    const value = this.uint32();
    return (value >>> 1) ^ -(value & 1);
  }

  bool(): boolean {
    const byte = this.#buffer[this.position] as number;
    if (byte < 0x80) {
      this.position++;
      return byte !== 0;
    }
    const low = this.#varint64();
    return low !== 0 || this.#high !== 0;
  }

  /** The lower half, signed; the upper half is kept. */
  #varint64(): number {
    const buffer = this.#buffer;
    let at = this.position;
    let low = 0;
    this.#high = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = buffer[at++] as number;
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return this.#arrived(at, low);
    }
    const middle = buffer[at++] as number;
    low |= (middle & 0x0f) << 28;
    let high = (middle & 0x70) >> 4;
    let byte = middle;
    for (let shift = 3; byte > 0x7f && shift < 32; shift += 7) {
      byte = buffer[at++] as number;
      high |= (byte & 0x7f) << shift;
    }
    if (!(byte < 0x80)) throw new RangeError("invalid varint");
    this.#high = high;
    return this.#arrived(at, low);
  }

  int64(): bigint {
    const byte = this.#buffer[this.position] as number;
    if (byte < 0x80) {
      this.position++;
      return smallNumbers[byte] as bigint;
    }
    const low = this.#varint64();
    return signed(low, this.#high);
  }

  uint64(): bigint {
    const byte = this.#buffer[this.position] as number;
    if (byte < 0x80) {
      this.position++;
      return smallNumbers[byte] as bigint;
    }
    const low = this.#varint64();
    return unsigned(low, this.#high);
  }

  sint64(): bigint {
    const low = this.#varint64();
    const high = this.#high;
    const sign = -(low & 1);
    return signed(((low >>> 1) | ((high & 1) << 31)) ^ sign, (high >>> 1) ^ sign);
  }

  fixed32(): number {
    return this.#fixed(4).getUint32(this.position - 4, true);
  }

  sfixed32(): number {
    return this.#fixed(4).getInt32(this.position - 4, true);
  }

  fixed64(): bigint {
    return this.#fixed(8).getBigUint64(this.position - 8, true);
  }

  sfixed64(): bigint {
    return this.#fixed(8).getBigInt64(this.position - 8, true);
  }

  float(): number {
    return this.#fixed(4).getFloat32(this.position - 4, true);
  }

  double(): number {
    return this.#fixed(8).getFloat64(this.position - 8, true);
  }

  #fixed(size: number): DataView {
    this.#arrived(this.position + size, 0);
    const { buffer, byteOffset, byteLength } = this.#buffer;
    return (this.#view ??= new DataView(buffer, byteOffset, byteLength));
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const end = this.end();
    const start = this.position;
    this.position = end;
    // Cheaper than subarray, and no Buffer where the source is one.
    return new Uint8Array(this.#buffer.buffer as ArrayBuffer, this.#buffer.byteOffset + start, end - start);
  }

  string(): string {
    const end = this.end();
    const start = this.position;
    this.position = end;
    return decodeText(this.#buffer, start, end);
  }

  /** The key of a map's entry, where it is a text. */
  key(): string {
    const end = this.end();
    const start = this.position;
    this.position = end;
    return decodeKey(this.#buffer, start, end);
  }

  /** Passes over the field whose tag was just read, and gives its bytes. */
  skip(tag: number): Uint8Array<ArrayBuffer> {
    const start = this.position;
    this.#skip(tag, deepest - this.#depth);
    return new Uint8Array(this.#buffer.buffer as ArrayBuffer, this.#buffer.byteOffset + start, this.position - start);
  }

  #skip(tag: number, levels: number): void {
    switch (tag & 7) {
      case 0:
        while (this.position < this.#limit && (this.#buffer[this.position] as number) > 0x7f) this.position++;
        this.#arrived(this.position + 1, 0);
        return;
      case 1:
        this.#arrived(this.position + 8, 0);
        return;
      case 2:
        this.position = this.end();
        return;
      case 3:
        if (levels <= 0) throw new RangeError("nested too deep");
        for (;;) {
          if (this.position >= this.#limit) throw truncated();
          const inner = this.tag();
          if ((inner & 7) === 4) {
            if (inner >>> 3 !== tag >>> 3) throw new RangeError("invalid end of a group");
            return;
          }
          this.#skip(inner, levels - 1);
        }
      case 5:
        this.#arrived(this.position + 4, 0);
        return;
      default:
        throw new RangeError("the end of a group that did not begin");
    }
  }

  /** Keeps a field that the contract does not know, so that it is written again. */
  keep(message: WithUnknown, tag: number): void {
    (message.$unknown ??= []).push({ no: tag >>> 3, wireType: tag & 7, data: this.skip(tag) });
  }
}

function truncated(): Error {
  return new RangeError("premature end");
}
