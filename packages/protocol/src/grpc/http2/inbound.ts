import { ConnectionError } from "./connection-error.ts";
import { FrameReader, type FrameSink } from "./frame-reader.ts";
import { errorCodes, frameFlags, frameTypes, readUint32 } from "./frames.ts";
import { BlockBuilder } from "./header-block.ts";
import { HeaderDecoder } from "./header-decoder.ts";

/** What headers of one block may take as they travel, in all their frames. */
const largestBlockBytes = 128 * 1024;

/** Takes what the server says, in its order. What it throws, of {@link ConnectionError}, ends the connection. */
export interface InboundSink {
  /** Nothing more is wanted. */
  readonly closed: boolean;
  onSetting(id: number, value: number): void;
  /** All settings of a frame were told. */
  onSettings(): void;
  onAcknowledged(): void;
  onHeaders(streamId: number, headers: BlockBuilder, isLast: boolean): void;
  /** `flowBytes` are what the data counts for flow control: its padding too. */
  onBody(streamId: number, part: Buffer, flowBytes: number, isLast: boolean): void;
  onReset(streamId: number, code: number): void;
  /** `payload` is to be sent back. It is valid until this returns. */
  onPing(payload: Buffer): void;
  onPong(): void;
  onGoaway(code: number, lastStreamId: number, text: string): void;
  onWindow(streamId: number, bytes: number): void;
}

/** What comes from the server: frames, held to the rules of HTTP/2 that concern no single stream. */
export class Inbound implements FrameSink {
  readonly #sink: InboundSink;
  readonly #reader = new FrameReader(this);
  readonly #decoder = new HeaderDecoder();
  /** A block of headers that goes on in CONTINUATION frames. */
  #block: { readonly streamId: number; readonly flags: number; readonly parts: Buffer[]; bytes: number } | undefined;
  #greeted = false;

  constructor(sink: InboundSink) {
    this.#sink = sink;
  }

  get closed(): boolean {
    return this.#sink.closed;
  }

  /** @throws ConnectionError */
  push(chunk: Buffer): void {
    this.#reader.push(chunk);
  }

  onData(flags: number, streamId: number, part: Buffer): void {
    this.#checkOrder(frameTypes.data, streamId);
    this.#sink.onBody(streamId, part, part.length, (flags & frameFlags.endStream) !== 0);
  }

  onFrame(type: number, flags: number, streamId: number, payload: Buffer): void {
    this.#checkOrder(type, streamId);
    switch (type) {
      case frameTypes.data: {
        const part = Buffer.from(unpadded(flags, payload));
        return this.#sink.onBody(streamId, part, payload.length, (flags & frameFlags.endStream) !== 0);
      }
      case frameTypes.headers:
        return this.#onHeaders(flags, streamId, payload);
      case frameTypes.continuation:
        return this.#onContinuation(flags, payload);
      case frameTypes.rstStream:
        checkSize(payload, 4);
        return this.#sink.onReset(streamId, readUint32(payload, 0));
      case frameTypes.settings:
        return this.#onSettings(flags, payload);
      case frameTypes.ping:
        checkSize(payload, 8);
        return (flags & frameFlags.ack) === 0 ? this.#sink.onPing(payload) : this.#sink.onPong();
      case frameTypes.goaway:
        if (payload.length < 8) checkSize(payload, 8);
        return this.#sink.onGoaway(readUint32(payload, 4), positive(payload), payload.toString("latin1", 8));
      case frameTypes.windowUpdate:
        return this.#onWindow(streamId, payload);
      case frameTypes.pushPromise:
        throw new ConnectionError(errorCodes.protocolError, "the server pushes what nobody asked for");
      default:
      // HTTP/2 may be extended: what is not known is ignored.
    }
  }

  #checkOrder(type: number, streamId: number): void {
    if (!this.#greeted && type !== frameTypes.settings) {
      throw new ConnectionError(errorCodes.protocolError, "the server does not speak HTTP/2");
    }
    if (this.#block !== undefined && (type !== frameTypes.continuation || streamId !== this.#block.streamId)) {
      throw new ConnectionError(errorCodes.protocolError, "the server stopped in the middle of headers");
    }
  }

  #onHeaders(flags: number, streamId: number, payload: Buffer): void {
    let block = unpadded(flags, payload);
    if ((flags & frameFlags.priority) !== 0) block = block.subarray(5);
    if ((flags & frameFlags.endHeaders) !== 0) return this.#onBlock(flags, streamId, block);
    this.#block = { streamId, flags, parts: [Buffer.from(block)], bytes: block.length };
  }

  #onContinuation(flags: number, payload: Buffer): void {
    const block = this.#block;
    if (block === undefined) throw new ConnectionError(errorCodes.protocolError, "the server goes on with no headers");
    block.parts.push(Buffer.from(payload));
    // Empty ones count too: there must be an end.
    block.bytes += payload.length + 1;
    if (block.bytes > largestBlockBytes) {
      throw new ConnectionError(errorCodes.enhanceYourCalm, "the server sent headers without an end");
    }
    if ((flags & frameFlags.endHeaders) === 0) return;
    this.#block = undefined;
    this.#onBlock(block.flags, block.streamId, Buffer.concat(block.parts));
  }

  #onBlock(flags: number, streamId: number, bytes: Buffer): void {
    const builder = new BlockBuilder();
    // Also for a stream that is gone: what both sides remember must stay the same.
    this.#decoder.decode(bytes, (field) => builder.add(field));
    this.#sink.onHeaders(streamId, builder, (flags & frameFlags.endStream) !== 0);
  }

  #onSettings(flags: number, payload: Buffer): void {
    if ((flags & frameFlags.ack) !== 0) return this.#sink.onAcknowledged();
    if (payload.length % 6 !== 0) checkSize(payload, 6);
    this.#greeted = true;
    for (let at = 0; at < payload.length; at += 6) {
      this.#sink.onSetting(payload.readUInt16BE(at), readUint32(payload, at + 2));
    }
    this.#sink.onSettings();
  }

  #onWindow(streamId: number, payload: Buffer): void {
    checkSize(payload, 4);
    const bytes = positive(payload);
    if (bytes === 0) throw new ConnectionError(errorCodes.protocolError, "the server enlarges a window by nothing");
    this.#sink.onWindow(streamId, bytes);
  }
}

/** The first number of a payload, whose highest bit has no meaning. */
const positive = (payload: Buffer): number => readUint32(payload, 0) % 0x80000000;

function unpadded(flags: number, payload: Buffer): Buffer {
  if ((flags & frameFlags.padded) === 0) return payload;
  const padding = payload[0];
  if (padding !== undefined && padding < payload.length) return payload.subarray(1, payload.length - padding);
  throw new ConnectionError(errorCodes.protocolError, "the server sent a frame of nothing but padding");
}

function checkSize(payload: Buffer, bytes: number): void {
  if (payload.length === bytes) return;
  const message = `the server sent a frame of ${payload.length} bytes for ${bytes}`;
  throw new ConnectionError(errorCodes.frameSizeError, message);
}
