import { Code, ConnectError } from "@connectrpc/connect";
import { noteArrival } from "./read-pressure.ts";

/** In front of each message: one byte of flags, and the length in four, big-endian. */
export const prefixBytes = 5;

/** The only flag that gRPC knows. */
export const compressedFlag = 1;

/** Writes the prefix of a message of `length` bytes at `at`. */
export function writePrefix(to: Uint8Array, at: number, flags: number, length: number): void {
  to[at] = flags;
  to[at + 1] = length >>> 24;
  to[at + 2] = length >>> 16;
  to[at + 3] = length >>> 8;
  to[at + 4] = length;
}

/** One message with its prefix, as a copy. */
export function joinEnvelope(flags: number, message: Uint8Array): Uint8Array {
  const joined = Buffer.allocUnsafe(prefixBytes + message.length);
  writePrefix(joined, 0, flags, message.length);
  joined.set(message, prefixBytes);
  return joined;
}

/** Takes a message that lies in `from` between `start` and `end` (exclusive). `from` is not written to afterwards. */
export type EnvelopeSink = (flags: number, from: Uint8Array, start: number, end: number) => void;

/** A message that runs over a border of chunks gets this much at first, so that a length alone costs no memory. */
const firstRoomBytes = 64 * 1024;

/** What lies between the payloads of two neighbouring DATA frames: the head of the second. */
const frameHeadBytes = 9;

/**
 * Cuts messages out of the chunks of a body. Messages that lie whole in a chunk are handed over in place; so are those
 * that run over the border of two frames which Node read at once. The others are put together in a buffer of their own.
 */
export class EnvelopeReader {
  readonly #maxBytes: number;
  readonly #sink: EnvelopeSink;
  /** The beginning of a message, prefix included, as it lies at the end of the last chunk. */
  #rest: Uint8Array | undefined;
  /** The same of a message that does not end in the chunk after that either, in a buffer of its own. */
  #partial: Uint8Array | undefined;
  #filled = 0;

  constructor(maxBytes: number, sink: EnvelopeSink) {
    this.#maxBytes = maxBytes;
    this.#sink = sink;
  }

  /** Whether the body stops in the middle of a message if no more chunks come. */
  get incomplete(): boolean {
    return this.#rest !== undefined || this.#partial !== undefined;
  }

  /**
   * Hands over the messages that end in this chunk. The chunk belongs to the reader from now on.
   *
   * @throws a `ConnectError` `resource_exhausted` for a message larger than the limit; what the sink throws.
   */
  push(buffer: Uint8Array): void {
    // Views of a plain array are cheaper than those of a Buffer, and are what users of protobuf-es expect in messages.
    let chunk = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
    let at = 0;
    if (this.#rest !== undefined) {
      const joined = this.#joinInPlace(this.#rest, chunk);
      if (joined === undefined) this.#copyRest(this.#rest);
      else chunk = joined;
      this.#rest = undefined;
    }
    if (this.#partial !== undefined) at = this.#complete(chunk);
    const size = chunk.length;
    while (size - at >= prefixBytes) {
      const end = at + prefixBytes + this.#lengthAt(chunk, at);
      if (end > size) break;
      // Forward first: the sink may throw, and must not see the message again.
      const start = at;
      at = end;
      noteArrival(end - start);
      this.#sink(chunk[start] as number, chunk, start + prefixBytes, end);
    }
    if (at < size) this.#rest = chunk.subarray(at);
  }

  /**
   * Moves the rest over the head of the frame that follows it, which HTTP/2 is done with, if that completes a message.
   * Any other distance in memory means that something else lies between.
   */
  #joinInPlace(rest: Uint8Array, chunk: Uint8Array): Uint8Array | undefined {
    const from = rest.byteOffset;
    const isNext = chunk.buffer === rest.buffer && chunk.byteOffset === from + rest.length + frameHeadBytes;
    if (!isNext) return undefined;
    const isLong = rest.length >= prefixBytes && prefixBytes + this.#lengthAt(rest, 0) > rest.length + chunk.length;
    if (isLong) return undefined;
    new Uint8Array(rest.buffer).copyWithin(from + frameHeadBytes, from, from + rest.length);
    return new Uint8Array(rest.buffer, from + frameHeadBytes, rest.length + chunk.length);
  }

  #copyRest(rest: Uint8Array): void {
    const whole = rest.length < prefixBytes ? prefixBytes : prefixBytes + this.#lengthAt(rest, 0);
    this.#partial = uninitialized(Math.min(whole, Math.max(firstRoomBytes, rest.length)));
    this.#partial.set(rest);
    this.#filled = rest.length;
  }

  /** Adds to the message begun before as much as belongs to it, and gives the place behind. */
  #complete(chunk: Uint8Array): number {
    let at = 0;
    if (this.#filled < prefixBytes) {
      at = this.#fill(chunk, 0, prefixBytes);
      if (this.#filled < prefixBytes) return at;
    }
    const whole = prefixBytes + this.#lengthAt(this.#partial as Uint8Array, 0);
    at = this.#fill(chunk, at, whole);
    if (this.#filled < whole) return at;
    const message = this.#partial as Uint8Array;
    this.#partial = undefined;
    noteArrival(whole);
    this.#sink(message[0] as number, message, prefixBytes, whole);
    return at;
  }

  /** Copies from the chunk until `wanted` bytes are there, or the chunk is used up. */
  #fill(chunk: Uint8Array, at: number, wanted: number): number {
    const taken = Math.min(wanted - this.#filled, chunk.length - at);
    const needed = this.#filled + taken;
    let partial = this.#partial as Uint8Array;
    if (needed > partial.length) {
      const larger = uninitialized(Math.min(wanted, Math.max(needed, partial.length * 4, firstRoomBytes)));
      larger.set(partial.subarray(0, this.#filled));
      this.#partial = partial = larger;
    }
    partial.set(chunk.subarray(at, at + taken), this.#filled);
    this.#filled = needed;
    return at + taken;
  }

  #lengthAt(from: Uint8Array, at: number): number {
    const length =
      (from[at + 1] as number) * 0x1000000 +
      (((from[at + 2] as number) << 16) | ((from[at + 3] as number) << 8) | (from[at + 4] as number));
    if (length > this.#maxBytes) {
      // The words of grpc-go, by which clients know the case.
      const message = `grpc: received message larger than max (${length} vs. ${this.#maxBytes} bytes, by readMaxBytes)`;
      throw new ConnectError(message, Code.ResourceExhausted);
    }
    return length;
  }
}

function uninitialized(bytes: number): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);
}
