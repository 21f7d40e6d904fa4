import type { DataflowError } from "../errors.ts";
import { clockId } from "./clock-id.ts";
import { malformed } from "./malformed.ts";
import { joinHalves } from "./uint64.ts";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Arrow's numbers of 8 bytes can be read in place only where their address allows it. */
const alignment = 8;

/**
 * Reads postcard from the body of one frame. The body belongs to the reader: {@link payload} may move bytes within it.
 * Every method throws `DATAFLOW_WIRE_MALFORMED` at bytes that no writer makes.
 */
export class PostcardReader {
  readonly #body: Uint8Array;
  readonly #view: DataView;
  readonly #what: string;
  #at = 0;
  unknownTag: number | undefined;
  /** The halves that {@link #varint64} read last. */
  #high = 0;
  #low = 0;

  /** @param what the message, for errors */
  constructor(body: Uint8Array, what: string) {
    this.#body = body;
    this.#view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    this.#what = what;
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#at;
  }

  /** @throws if bytes are left */
  end(): void {
    const left = this.#body.length - this.#at;
    if (left > 0) throw this.malformed(`has ${left} bytes after its end`);
  }

  /** A part of unknown kind has an unknown length: nothing behind it can be read. */
  stopAt(unknownTag: number): void {
    this.unknownTag = unknownTag;
    this.#at = this.#body.length;
  }

  byte(): number {
    const value = this.#body[this.#at];
    if (value === undefined) throw this.malformed("ends too early");
    this.#at++;
    return value;
  }

  bool(): boolean {
    const value = this.byte();
    if (value > 1) throw this.malformed(`has ${value} where only 0 and 1 are known`);
    return value === 1;
  }

  /** A whole number of up to 16 or 32 bits. */
  varint(bits: 16 | 32 = 32): number {
    let value = 0;
    for (let shift = 0; shift < bits; shift += 7) {
      const byte = this.byte();
      // Multiplied, because shifting gives signed numbers.
      value += (byte & 0x7f) * 2 ** shift;
      if (byte >= 0x80) continue;
      if (value >= 2 ** bits) break;
      return value;
    }
    throw this.malformed(`has a number of more than ${bits} bits`);
  }

  uint64(): bigint {
    this.#varint64();
    return joinHalves(this.#high, this.#low);
  }

  /** Signed 64 bits, zig-zag; a `bigint` only where a number would not be exact. */
  int64(): number | bigint {
    this.#varint64();
    if (this.#high === 0) return this.#low % 2 === 0 ? this.#low / 2 : -(this.#low + 1) / 2;
    const folded = joinHalves(this.#high, this.#low);
    const value = (folded >> 1n) ^ -(folded & 1n);
    const near = Number(value);
    return Number.isSafeInteger(near) ? near : value;
  }

  float64(): number {
    const at = this.#take(8);
    return this.#view.getFloat64(at, true);
  }

  /** How many items of at least `itemBytes` follow. */
  count(itemBytes: number = 1): number {
    const count = this.varint();
    const left = this.#body.length - this.#at;
    if (count * itemBytes > left) throw this.malformed(`announces ${count} items, and ${left} bytes are left`);
    return count;
  }

  text(): string {
    const length = this.count();
    const start = this.#take(length);
    const end = start + length;
    let ascii = "";
    // Names are short and of ASCII, and decoding them here is several times faster than calling a decoder.
    if (length < 32) {
      for (let at = start; at < end; at++) {
        const byte = this.#body[at] as number;
        if (byte >= 0x80) return this.#utf8(start, end);
        ascii += String.fromCharCode(byte);
      }
      return ascii;
    }
    return this.#utf8(start, end);
  }

  /** A byte string, as a view. */
  bytes(): Uint8Array {
    const length = this.count();
    const start = this.#take(length);
    return this.#body.subarray(start, start + length);
  }

  /**
   * A byte string at an address that 8-byte numbers can be read from, as a view. What was read before is no longer
   * needed, so that a string that lies wrong is moved over it: up to 7 bytes to the front.
   */
  payload(): Uint8Array {
    const length = this.count();
    const start = this.#take(length);
    const off = (this.#body.byteOffset + start) % alignment;
    if (off === 0 || off > start) return this.#body.subarray(start, start + length);
    this.#body.copyWithin(start - off, start, start + length);
    return this.#body.subarray(start - off, start - off + length);
  }

  /** 16 bytes that say whose clock made a time. */
  clockId(): Uint8Array {
    return clockId(this.#body, this.#take(16));
  }

  /** Fixed bytes, as a view. */
  raw(length: number): Uint8Array {
    const start = this.#take(length);
    return this.#body.subarray(start, start + length);
  }

  #varint64(): void {
    let high = 0;
    let low = 0;
    for (let shift = 0; shift < 64; shift += 7) {
      const byte = this.byte();
      const bits = byte & 0x7f;
      if (shift < 28) low += bits * 2 ** shift;
      else if (shift === 28) {
        low += (bits & 0x0f) * 2 ** 28;
        high = bits >> 4;
      } else high += bits * 2 ** (shift - 32);
      if (byte >= 0x80) continue;
      // Nine bytes carry 63 bits; of the tenth, one is left.
      if (shift === 63 && bits > 1) break;
      this.#high = high;
      this.#low = low;
      return;
    }
    throw this.malformed("has a number of more than 64 bits");
  }

  #utf8(start: number, end: number): string {
    try {
      return strictUtf8.decode(this.#body.subarray(start, end));
    } catch {
      throw this.malformed("has a text that is not UTF-8");
    }
  }

  /** Moves on; gives the place where it was. */
  #take(length: number): number {
    const start = this.#at;
    if (start + length > this.#body.length) throw this.malformed("ends too early");
    this.#at = start + length;
    return start;
  }

  /** The error for bytes that are wrong here. */
  malformed(what: string): DataflowError {
    return malformed(`${this.#what}, byte ${this.#at} of ${this.#body.length}`, what);
  }
}
