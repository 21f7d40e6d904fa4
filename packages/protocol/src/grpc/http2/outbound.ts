import type { Socket } from "node:net";
import { Fifo } from "../../internal/fifo.ts";
import { OutputBuffer } from "../output-buffer.ts";
import {
  appendFrame,
  defaultWindowBytes,
  errorCodes,
  frameFlags,
  frameHeadBytes,
  frameTypes,
  largestFrameBytes,
  writeFrameHead,
} from "./frames.ts";
import { ConnectionError } from "./connection-error.ts";
import type { HeaderEncoder } from "./header-encoder.ts";
import type { Http2Stream } from "./http2-stream.ts";

/** What is larger goes to the socket by itself, and is not copied. */
const copiedBytes = 4 * 1024;

/** Within a turn of the event loop, so much is gathered before it is written. */
const flushBytes = 64 * 1024;

/** A server that asks for answers, and reads none of them, gets so much. */
const mostUnreadBytes = 1024 * 1024;

/** Where what goes out comes from. */
export interface OutboundSource {
  /** The last moment for what shall leave with this write. */
  onFlush(): void;
  /** The stream has sent its last frame. */
  onSent(stream: Http2Stream): void;
}

/** What goes to the server: frames, gathered to one write for each turn of the event loop, and the turns of streams. */
export class Outbound {
  readonly #socket: Socket;
  readonly #encoder: HeaderEncoder;
  readonly #source: OutboundSource;
  readonly #frames = new OutputBuffer();
  /** Streams with data, one frame of each at a time. */
  readonly #line = new Fifo<Http2Stream>();
  #windowBytes = defaultWindowBytes;
  #scheduled = false;
  #full = false;

  constructor(socket: Socket, encoder: HeaderEncoder, source: OutboundSource) {
    this.#socket = socket;
    this.#encoder = encoder;
    this.#source = source;
    socket.on("drain", () => {
      this.#full = false;
      this.#advance();
      this.wake();
    });
  }

  /** Whether the server reads slower than we write: what can wait shall wait. */
  get full(): boolean {
    return this.#full;
  }

  /** How much more the server takes on the whole connection. */
  get windowBytes(): number {
    return this.#windowBytes;
  }

  /** @throws ConnectionError if there is more than HTTP/2 can count */
  grow(bytes: number): void {
    this.#windowBytes += bytes;
    if (this.#windowBytes > 0x7fffffff) {
      throw new ConnectionError(errorCodes.flowControlError, "the server let a window grow beyond its limit");
    }
    this.#advance();
  }

  frame(type: number, flags: number, streamId: number, ...payload: readonly number[]): void {
    appendFrame(this.#frames, type, flags, streamId, ...payload);
    this.#schedule();
  }

  /** Frames that answer the server's. @throws ConnectionError if it does not read them */
  answer(type: number, flags: number, streamId: number, ...payload: readonly number[]): void {
    if (this.#socket.writableLength > mostUnreadBytes) {
      throw new ConnectionError(errorCodes.enhanceYourCalm, "the server does not read what it asked for");
    }
    this.frame(type, flags, streamId, ...payload);
  }

  raw(bytes: Uint8Array): void {
    const { position } = this.#frames;
    this.#frames.reserve(bytes.length);
    this.#frames.buffer.set(bytes, position);
    this.#frames.position = position + bytes.length;
    this.#schedule();
  }

  /** Begins a stream. @throws TypeError for headers that HTTP/2 does not take; nothing is sent then. */
  headers(stream: Http2Stream, id: number): void {
    const out = this.#frames;
    const at = out.position;
    out.reserve(frameHeadBytes);
    out.position = at + frameHeadBytes;
    try {
      this.#encoder.encode(stream.headers ?? {}, out);
    } catch (error) {
      out.position = at;
      throw error;
    }
    const length = out.position - at - frameHeadBytes;
    if (length <= largestFrameBytes) {
      writeFrameHead(out.buffer, at, length, frameTypes.headers, frameFlags.endHeaders, id);
    } else this.#split(at, length, id);
    this.#schedule();
  }

  /** A block that is longer than a frame goes on in others. */
  #split(at: number, length: number, id: number): void {
    const out = this.#frames;
    const block = out.buffer.slice(at + frameHeadBytes, at + frameHeadBytes + length);
    out.position = at;
    for (let from = 0; from < length; from += largestFrameBytes) {
      const part = block.subarray(from, from + largestFrameBytes);
      const flags = from + part.length === length ? frameFlags.endHeaders : 0;
      this.frame(from === 0 ? frameTypes.headers : frameTypes.continuation, flags, id, ...part);
    }
  }

  /** The stream may have something to send. */
  send(stream: Http2Stream): void {
    if (stream.lined || !this.#maySend(stream)) return;
    // A bare end needs no window, and does not wait behind those who do.
    if (stream.writableLength === 0 && !this.#full) return this.#sendOne(stream);
    stream.lined = true;
    this.#line.push(stream);
    this.#advance();
  }

  #maySend(stream: Http2Stream): boolean {
    return stream.id !== undefined && stream.hasOutput && (stream.sendWindowBytes > 0 || stream.writableLength === 0);
  }

  #advance(): void {
    while (!this.#full) {
      const stream = this.#line.peek();
      if (stream === undefined || (this.#windowBytes <= 0 && stream.writableLength > 0)) return;
      this.#line.shift();
      stream.lined = false;
      if (!this.#maySend(stream)) continue;
      this.#sendOne(stream);
      if (this.#maySend(stream)) {
        stream.lined = true;
        this.#line.push(stream);
      }
    }
  }

  #sendOne(stream: Http2Stream): void {
    const part = stream.take(Math.min(stream.sendWindowBytes, this.#windowBytes, largestFrameBytes));
    const length = part?.length ?? 0;
    const isLast = stream.writableEnded && stream.writableLength === 0;
    this.#windowBytes -= length;
    const out = this.#frames;
    out.reserve(frameHeadBytes + (length <= copiedBytes ? length : 0));
    writeFrameHead(
      out.buffer,
      out.position,
      length,
      frameTypes.data,
      isLast ? frameFlags.endStream : 0,
      stream.id as number,
    );
    out.position += frameHeadBytes;
    if (part !== undefined) this.#append(part);
    this.#schedule();
    if (isLast) {
      stream.endSent = true;
      this.#source.onSent(stream);
    }
    if (stream.writableLength === 0) stream.owner?.onDrain();
  }

  #append(part: Uint8Array): void {
    const out = this.#frames;
    if (part.length <= copiedBytes) {
      out.buffer.set(part, out.position);
      out.position += part.length;
      if (out.position >= flushBytes) this.#write();
    } else {
      this.#write();
      this.#toSocket(part);
    }
  }

  /** Lets {@link OutboundSource.onFlush} be called soon. */
  wake(): void {
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#socket.cork();
    setImmediate(flushOutbound, this);
  }

  /** Writes what was gathered, and what comes at the last moment. */
  flush(): void {
    this.#source.onFlush();
    this.leave();
  }

  /** Writes what was gathered. */
  leave(): void {
    this.#scheduled = false;
    this.#write();
    this.#socket.uncork();
  }

  #write(): void {
    const out = this.#frames;
    if (out.position === 0) return;
    this.#toSocket(out.take(), out.release);
  }

  #toSocket(chunk: Uint8Array, onWritten?: () => void): void {
    // What is lost with a connection is told to its streams.
    if (this.#socket.writable && !this.#socket.write(chunk, onWritten)) this.#full = true;
  }
}

function flushOutbound(outbound: Outbound): void {
  outbound.flush();
}
