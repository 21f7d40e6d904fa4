import { DataflowError } from "../errors.ts";
import { frameHeaderBytes, maxFrameBytes } from "./frame.ts";

const scratchBytes = 64 * 1024;

/** As much of a big body is looked at before memory is allocated for it: the payload's place depends on it. */
const prefixBytes = 4096;

/** Where Arrow likes its buffers to begin. */
const alignment = 64;

const two32 = 2 ** 32;

export interface FrameReaderOptions {
  readonly onBody: (body: Uint8Array) => void;
  /** Finds where the payload of a big message begins in its body, from the body's first bytes. */
  readonly payloadOffset: (prefix: Uint8Array) => number | undefined;
}

/**
 * Cuts a byte stream into the bodies of frames. Each body has memory of its own, so that what is decoded from it stays
 * valid. The socket can read straight into {@link target}: a big body is then written once, by the kernel.
 */
export class FrameReader {
  readonly #options: FrameReaderOptions;
  readonly #scratch = Buffer.allocUnsafeSlow(scratchBytes);
  /** What lies in the scratch and was not cut yet. */
  #start = 0;
  #end = 0;
  /** A body that is too big for the scratch, and how much of it came. */
  #body: Uint8Array | undefined;
  #filled = 0;

  constructor(options: FrameReaderOptions) {
    this.#options = options;
  }

  /** Whether a frame has begun and not ended. */
  get within(): boolean {
    return this.#body !== undefined || this.#end > this.#start;
  }

  /** Where the next bytes belong; never empty. */
  target(): Uint8Array {
    return this.#body?.subarray(this.#filled) ?? this.#scratch.subarray(this.#end);
  }

  /**
   * So many bytes were put into {@link target}.
   *
   * @throws `DATAFLOW_WIRE_TOO_LARGE`, after which the connection is of no use; what `onBody` throws
   */
  advance(bytes: number): void {
    const body = this.#body;
    if (body === undefined) {
      this.#end += bytes;
      this.#cut();
      return;
    }
    this.#filled += bytes;
    if (this.#filled < body.length) return;
    this.#body = undefined;
    this.#options.onBody(body);
  }

  /** For sockets that bring their own memory. Throws as {@link advance}. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length;) {
      const target = this.target();
      const part = chunk.subarray(at, at + target.length);
      target.set(part);
      at += part.length;
      this.advance(part.length);
    }
  }

  #cut(): void {
    while (this.#end - this.#start >= frameHeaderBytes) {
      const length = this.#bodyLength();
      const bodyStart = this.#start + frameHeaderBytes;
      if (length > scratchBytes - frameHeaderBytes) {
        if (this.#end - bodyStart >= prefixBytes) this.#begin(length, bodyStart);
        break;
      }
      if (this.#end - bodyStart < length) break;
      this.#start = bodyStart + length;
      this.#options.onBody(new Uint8Array(this.#scratch.subarray(bodyStart, this.#start)));
    }
    this.#moveToFront();
  }

  #bodyLength(): number {
    const low = this.#scratch.readUInt32LE(this.#start);
    const high = this.#scratch.readUInt32LE(this.#start + 4);
    const length = high * two32 + low;
    if (length <= maxFrameBytes) return length;
    throw new DataflowError(
      "DATAFLOW_WIRE_TOO_LARGE",
      `a frame announces ${length} bytes and the wire carries ${maxFrameBytes} at most; the peer does not speak the wire of dora 1.x, or the connection is broken`,
      { details: { bodyBytes: length, maxFrameBytes } },
    );
  }

  #begin(length: number, bodyStart: number): void {
    const prefix = this.#scratch.subarray(bodyStart, this.#end);
    const offset = this.#options.payloadOffset(prefix) ?? 0;
    const shift = (alignment - (offset % alignment)) % alignment;
    // A buffer of its own begins where any number may begin.
    this.#body = Buffer.allocUnsafeSlow(shift + length).subarray(shift);
    this.#body.set(prefix);
    this.#filled = prefix.length;
    this.#start = this.#end;
  }

  /** The next frame must fit behind what is left. */
  #moveToFront(): void {
    if (this.#start === 0) return;
    this.#scratch.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }
}
