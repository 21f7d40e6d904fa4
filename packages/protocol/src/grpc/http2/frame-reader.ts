import { ConnectionError } from "./connection-error.ts";
import { errorCodes, frameFlags, frameHeadBytes, frameTypes, largestFrameBytes, readUint32 } from "./frames.ts";

/** Takes the frames of a connection, in their order. */
export interface FrameSink {
  /** Nothing more is wanted: the rest of the chunk is dropped. */
  readonly closed: boolean;
  /** A whole frame. The payload is valid until this returns. */
  onFrame(type: number, flags: number, streamId: number, payload: Buffer): void;
  /** A part of the payload of a DATA frame without padding; it belongs to the taker. `flags` are 0 but for the last. */
  onData(flags: number, streamId: number, part: Buffer): void;
}

/** Cuts frames out of what a socket reads. Payloads of DATA go on as they come, and in place. */
export class FrameReader {
  readonly #sink: FrameSink;
  /** The beginning of a frame that ends in a later chunk. */
  #partial: Buffer | undefined;
  #filled = 0;
  /** What is missing of the DATA frame that has begun. */
  #dataLeft = 0;
  #dataFlags = 0;
  #dataStreamId = 0;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** @throws ConnectionError, also that of the sink */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !this.#sink.closed) {
      if (this.#dataLeft > 0) at = this.#passData(chunk, at);
      else if (this.#filled > 0 || chunk.length - at < frameHeadBytes) at = this.#complete(chunk, at);
      else at = this.#read(chunk, at);
    }
  }

  /** A frame whose head lies whole in the chunk. */
  #read(chunk: Buffer, at: number): number {
    const length = payloadLength(chunk, at);
    const payloadAt = at + frameHeadBytes;
    if (this.#beginData(chunk, at, length)) return payloadAt;
    const end = payloadAt + length;
    if (end > chunk.length) return this.#complete(chunk, at);
    this.#emit(chunk, at, end);
    return end;
  }

  /** Adds to the frame in the making. */
  #complete(chunk: Buffer, from: number): number {
    const partial = (this.#partial ??= Buffer.allocUnsafeSlow(frameHeadBytes + largestFrameBytes));
    let at = from;
    if (this.#filled < frameHeadBytes) {
      at = this.#fill(partial, chunk, at, frameHeadBytes);
      if (this.#filled < frameHeadBytes) return at;
      if (this.#beginData(partial, 0, payloadLength(partial, 0))) {
        this.#filled = 0;
        return at;
      }
    }
    const whole = frameHeadBytes + payloadLength(partial, 0);
    at = this.#fill(partial, chunk, at, whole);
    if (this.#filled < whole) return at;
    this.#filled = 0;
    this.#emit(partial, 0, whole);
    return at;
  }

  #fill(partial: Buffer, chunk: Buffer, at: number, wanted: number): number {
    const end = Math.min(chunk.length, at + wanted - this.#filled);
    chunk.copy(partial, this.#filled, at, end);
    this.#filled += end - at;
    return end;
  }

  /** Whether the frame is one whose payload is passed on piece by piece. */
  #beginData(head: Buffer, at: number, length: number): boolean {
    const flags = head[at + 4] as number;
    if (head[at + 3] !== frameTypes.data || length === 0 || (flags & frameFlags.padded) !== 0) return false;
    this.#dataLeft = length;
    this.#dataFlags = flags;
    this.#dataStreamId = readUint32(head, at + 5) % 0x80000000;
    return true;
  }

  #passData(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#dataLeft);
    this.#dataLeft -= end - at;
    this.#sink.onData(this.#dataLeft === 0 ? this.#dataFlags : 0, this.#dataStreamId, chunk.subarray(at, end));
    return end;
  }

  #emit(from: Buffer, at: number, end: number): void {
    const streamId = readUint32(from, at + 5) % 0x80000000;
    const payload = from.subarray(at + frameHeadBytes, end);
    this.#sink.onFrame(from[at + 3] as number, from[at + 4] as number, streamId, payload);
  }
}

/** @throws ConnectionError for more than we take */
function payloadLength(from: Buffer, at: number): number {
  const length = ((from[at] as number) << 16) | ((from[at + 1] as number) << 8) | (from[at + 2] as number);
  if (length <= largestFrameBytes) return length;
  throw new ConnectionError(errorCodes.frameSizeError, `the server sent a frame of ${length} bytes`);
}
