import { BlockAssembler } from "./block-assembler.ts";
import { ConnectionError } from "./connection-error.ts";
import { FrameReader, type FrameSink } from "./frame-reader.ts";
import { errorCodes, frameFlags, frameTypes, readUint32 } from "./frames.ts";
import { BlockBuilder } from "./header-block.ts";
import { HeaderDecoder } from "./header-decoder.ts";
import { checkSize, checkWholeConnection, unpadded } from "./payload.ts";
import { readSettings, type ServerSettings } from "./settings.ts";

const priorityBytes = 5;

/** Takes what the server says, in its order. What it throws, of {@link ConnectionError}, ends the connection. */
export interface InboundSink {
  /** Nothing more is wanted. */
  readonly closed: boolean;
  onSettings(settings: ServerSettings): void;
  /** Our settings hold from now on. */
  onAcknowledged(): void;
  onHeaders(streamId: number, headers: BlockBuilder, isLast: boolean): void;
  /** `flowBytes` are what the data counts for flow control: its padding too. */
  onBody(streamId: number, part: Buffer, flowBytes: number, isLast: boolean): void;
  onReset(streamId: number, code: number): void;
  /** A frame that cannot be read, and concerns one stream only. `what` follows "the server sent". */
  onBadFrame(streamId: number, code: number, what: string): void;
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
  readonly #blocks = new BlockAssembler((flags, streamId, block) => this.#onBlock(flags, streamId, block));
  #greeted = false;
  #acknowledged = false;

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
        return this.#blocks.begin(flags, streamId, payload);
      case frameTypes.continuation:
        return this.#blocks.goOn(flags, payload);
      case frameTypes.priority:
        return this.#onPriority(streamId, payload);
      case frameTypes.rstStream:
        checkSize(payload, 4);
        return this.#sink.onReset(streamId, readUint32(payload, 0));
      case frameTypes.settings:
        checkWholeConnection(streamId, "SETTINGS");
        return (flags & frameFlags.ack) === 0 ? this.#onSettings(payload) : this.#onAcknowledged(payload);
      case frameTypes.ping:
        checkWholeConnection(streamId, "PING");
        checkSize(payload, 8);
        return (flags & frameFlags.ack) === 0 ? this.#sink.onPing(payload) : this.#sink.onPong();
      case frameTypes.goaway:
        checkWholeConnection(streamId, "GOAWAY");
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
    this.#blocks.checkOrder(type, streamId);
  }

  #onBlock(flags: number, streamId: number, bytes: Buffer): void {
    const builder = new BlockBuilder();
    // Also for a stream that is gone: what both sides remember must stay the same.
    this.#decoder.decode(bytes, (field) => builder.add(field));
    this.#sink.onHeaders(streamId, builder, (flags & frameFlags.endStream) !== 0);
  }

  /** We have no use for priorities, but a frame must be one. */
  #onPriority(streamId: number, payload: Buffer): void {
    if (streamId === 0) throw new ConnectionError(errorCodes.protocolError, "the server gives a priority to no stream");
    if (payload.length === priorityBytes) return;
    this.#sink.onBadFrame(streamId, errorCodes.frameSizeError, `a priority of ${payload.length} bytes`);
  }

  #onSettings(payload: Buffer): void {
    if (payload.length % 6 !== 0) checkSize(payload, 6);
    this.#greeted = true;
    this.#sink.onSettings(readSettings(payload));
  }

  /** We send settings once. */
  #onAcknowledged(payload: Buffer): void {
    checkSize(payload, 0);
    if (!this.#greeted || this.#acknowledged) {
      throw new ConnectionError(errorCodes.protocolError, "the server acknowledges settings that nobody sent");
    }
    this.#acknowledged = true;
    this.#sink.onAcknowledged();
  }

  #onWindow(streamId: number, payload: Buffer): void {
    checkSize(payload, 4);
    const bytes = positive(payload);
    if (bytes > 0) return this.#sink.onWindow(streamId, bytes);
    if (streamId === 0) throw new ConnectionError(errorCodes.protocolError, "the server widens its window by nothing");
    this.#sink.onBadFrame(streamId, errorCodes.protocolError, "a window of nothing");
  }
}

/** The first number of a payload, whose highest bit has no meaning. */
const positive = (payload: Buffer): number => readUint32(payload, 0) % 0x80000000;
