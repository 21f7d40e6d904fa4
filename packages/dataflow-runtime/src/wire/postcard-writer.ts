import { DataflowError } from "../errors.ts";
import { frameHeaderBytes, maxFrameBytes, type Frame } from "./frame.ts";
import { highHalf, lowHalf } from "./uint64.ts";

/** Frames are cut from slabs of this size: one allocation serves hundreds of small ones. */
const slabBytes = 64 * 1024;

/** Byte strings from here on are put into the frame as pieces of their own instead of being copied. */
const pieceBytes = 16 * 1024;

const smallInteger = 2 ** 30;

/** Writes postcard into frames. Numbers are varints, floats 8 bytes, all little endian. */
export class PostcardWriter {
  #slab: Buffer = Buffer.allocUnsafeSlow(slabBytes);
  #start = 0;
  #at = 0;
  #pieces: Uint8Array[] = [];
  /** Of the pieces. */
  #length = 0;

  begin(): void {
    this.#pieces = [];
    this.#length = 0;
    this.#start = this.#at;
    this.#reserve(frameHeaderBytes);
    this.#at += frameHeaderBytes;
  }

  /** @throws `DATAFLOW_WIRE_TOO_LARGE` */
  end(what: string): Frame {
    this.#cut();
    const [first] = this.#pieces as [Buffer];
    const bodyBytes = this.#length - frameHeaderBytes;
    if (bodyBytes > maxFrameBytes) throw tooLarge(what, bodyBytes);
    first.writeUInt32LE(bodyBytes, 0);
    first.writeUInt32LE(0, 4);
    return this.#pieces;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#slab[this.#at++] = value;
  }

  bool(value: boolean): void {
    this.byte(value ? 1 : 0);
  }

  /** A whole number below 2^32. */
  varint(value: number): void {
    this.#reserve(5);
    let rest = value;
    while (rest >= 0x80) {
      this.#slab[this.#at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#slab[this.#at++] = rest;
  }

  uint64(value: bigint): void {
    this.#varint64(highHalf(value), lowHalf(value));
  }

  /** Signed 64 bits, zig-zag. */
  int64(value: number | bigint): void {
    if (typeof value === "number" && Math.abs(value) < smallInteger) {
      this.varint(value < 0 ? -2 * value - 1 : 2 * value);
      return;
    }
    const wide = BigInt(value);
    this.uint64(BigInt.asUintN(64, (wide << 1n) ^ (wide >> 63n)));
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#at = this.#slab.writeDoubleLE(value, this.#at);
  }

  text(value: string): void {
    // Most texts are short names, for which counting first costs more than a guess: no letter takes more than 3 bytes.
    if (value.length < 42) {
      this.#reserve(1 + 3 * value.length);
      const written = this.#slab.write(value, this.#at + 1);
      this.#slab[this.#at] = written;
      this.#at += 1 + written;
      return;
    }
    const length = Buffer.byteLength(value);
    this.varint(length);
    this.#reserve(length);
    this.#at += this.#slab.write(value, this.#at);
  }

  /** With its length; big ones are not copied and must not change until the frame is written. */
  bytes(value: Uint8Array): void {
    this.varint(value.byteLength);
    if (value.byteLength < pieceBytes) {
      this.raw(value);
      return;
    }
    this.#cut();
    this.#pieces.push(value);
    this.#length += value.byteLength;
  }

  /** Without a length. */
  raw(value: Uint8Array): void {
    this.#reserve(value.byteLength);
    this.#slab.set(value, this.#at);
    this.#at += value.byteLength;
  }

  #varint64(high: number, low: number): void {
    this.#reserve(10);
    let upper = high;
    let lower = low;
    while (upper > 0 || lower >= 0x80) {
      this.#slab[this.#at++] = (lower & 0x7f) | 0x80;
      lower = ((lower >>> 7) | (upper << 25)) >>> 0;
      upper >>>= 7;
    }
    this.#slab[this.#at++] = lower;
  }

  /** What was written since the last piece becomes one. */
  #cut(): void {
    if (this.#at === this.#start) return;
    this.#pieces.push(this.#slab.subarray(this.#start, this.#at));
    this.#length += this.#at - this.#start;
    this.#start = this.#at;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#slab.length) return;
    const started = this.#slab.subarray(this.#start, this.#at);
    this.#slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, 2 * (started.length + bytes)));
    this.#slab.set(started);
    this.#start = 0;
    this.#at = started.length;
  }
}

function tooLarge(what: string, bodyBytes: number): DataflowError {
  return new DataflowError(
    "DATAFLOW_WIRE_TOO_LARGE",
    `${what} has ${bodyBytes} bytes and its wire carries ${maxFrameBytes} at most; send it in parts`,
    { details: { bodyBytes, maxFrameBytes } },
  );
}
