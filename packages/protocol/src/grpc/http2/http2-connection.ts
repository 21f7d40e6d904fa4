import type { OutgoingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import { ConnectionError } from "./connection-error.ts";
import { defaultWindowBytes, errorCodes, frameFlags, frameTypes, settingIds, uint32Bytes } from "./frames.ts";
import { type BlockBuilder, largestListBytes } from "./header-block.ts";
import { HeaderEncoder } from "./header-encoder.ts";
import { Http2Stream, type StreamHost, type StreamOwner } from "./http2-stream.ts";
import { Inbound, type InboundSink } from "./inbound.ts";
import { Outbound, type OutboundSource } from "./outbound.ts";
import { PendingStreams } from "./pending-streams.ts";
import { largestWindowBytes, type ServerSettings } from "./settings.ts";

/** What a connection tells of itself. */
export interface ConnectionObserver {
  /** The server has spoken HTTP/2. */
  onReady(): void;
  /** The server has acknowledged our settings. */
  onAcknowledged(): void;
  onGoaway(code: number, lastStreamId: number, text: string): void;
  /** A stream has closed. Its owner hears of it afterwards. */
  onStreamClosed(): void;
  /** The server broke a rule. The socket is to be destroyed. */
  onBroken(error: ConnectionError): void;
}

export interface ConnectionSettings {
  /** How much the server may send ahead on each stream. */
  readonly streamWindowBytes: number;
  /** The id of the first stream, which is odd. Default 1. */
  readonly firstStreamId?: number;
}

const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");
const largestStreamId = 0x7fffffff;

/**
 * The client's side of one HTTP/2 connection, over a socket that somebody else has made and ends. It is our own because
 * `node:http2` keeps each closed stream, and all that hangs on it, until the next full garbage collection.
 */
export class Http2Connection implements InboundSink, StreamHost, OutboundSource {
  readonly #observer: ConnectionObserver;
  readonly #streamWindowBytes: number;
  readonly #in = new Inbound(this);
  readonly #encoder = new HeaderEncoder();
  readonly #out: Outbound;
  /** By id. A `Map` would do as `node:http2` does: its outgrown tables live long, and hold what was in them. */
  readonly #streams: Record<number, Http2Stream> = {};
  /** Those that wait until the server takes more at once. */
  readonly #pending = new PendingStreams();
  #active = 0;
  #mostActive = Infinity;
  #nextId: number;
  #initialSendBytes = defaultWindowBytes;
  #windowBytes = defaultWindowBytes;
  /** What came since the last WINDOW_UPDATE for the whole connection. */
  #receivedBytes = 0;
  #pinged: (() => void) | undefined;
  #ready = false;
  #draining = false;
  /** The server has our GOAWAY. */
  #farewell = false;
  /** No more streams begin. */
  #leaving = false;
  #closed = false;

  constructor(
    socket: Socket,
    { streamWindowBytes, firstStreamId = 1 }: ConnectionSettings,
    observer: ConnectionObserver,
  ) {
    this.#observer = observer;
    this.#streamWindowBytes = streamWindowBytes;
    this.#nextId = firstStreamId;
    this.#out = new Outbound(socket, this.#encoder, this);
    socket.on("data", (chunk: Buffer) => this.receive(chunk));
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** How much the server takes ahead on the whole connection. */
  get serverWindowBytes(): number {
    return this.#out.windowBytes;
  }

  /** Speaks first. */
  start(): void {
    this.#out.raw(preface);
    const noPush = [0, settingIds.enablePush, ...uint32Bytes(0)];
    const window = [0, settingIds.initialWindowSize, ...uint32Bytes(this.#streamWindowBytes)];
    const headers = [0, settingIds.maxHeaderListSize, ...uint32Bytes(largestListBytes)];
    this.#out.frame(frameTypes.settings, 0, 0, ...noPush, ...window, ...headers);
  }

  /**
   * Opens a stream with the next write, or when the server takes one more. Undefined if the connection has used up its
   * ids. Headers that HTTP/2 does not take close it with a `TypeError`.
   */
  request(headers: Readonly<OutgoingHttpHeaders>, owner: StreamOwner): Http2Stream | undefined {
    if (this.#nextId + 2 * this.#pending.size > largestStreamId) return undefined;
    const stream = new Http2Stream(this, headers, owner);
    this.#pending.push(stream);
    this.#out.wake();
    return stream;
  }

  /** @param onPong called when the server has answered */
  ping(onPong: () => void): void {
    this.#pinged = onPong;
    this.#out.frame(frameTypes.ping, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Lets the server send so much ahead on the whole connection. */
  widen(bytes: number): void {
    const more = bytes - this.#windowBytes;
    this.#windowBytes = bytes;
    this.#out.frame(frameTypes.windowUpdate, 0, 0, ...uint32Bytes(more));
  }

  /**
   * Lets the streams that there are end. The server hears of it once none waits to begin: Node's refuses those that
   * begin after a GOAWAY.
   */
  drain(): void {
    this.#draining = true;
    this.#out.wake();
  }

  /** Tells the server why the connection ends. */
  goaway(code: number): void {
    this.#leaving = true;
    if (!this.#ready || this.#closed || (this.#farewell && code === errorCodes.noError)) return;
    this.#farewell = true;
    this.#out.frame(frameTypes.goaway, 0, 0, ...uint32Bytes(0), ...uint32Bytes(code));
    this.#out.leave();
  }

  /** Ends all streams: the socket is gone, or will be. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const stream of [...Object.values(this.#streams), ...this.#pending.drain()]) {
      this.#close(stream, errorCodes.cancel);
    }
  }

  // ── streams ──

  send(stream: Http2Stream): void {
    if (!this.#closed) this.#out.send(stream);
  }

  grant(stream: Http2Stream): void {
    const missing = this.#streamWindowBytes - stream.receiveWindowBytes;
    if (stream.closed || stream.endReceived || missing * 2 < this.#streamWindowBytes) return;
    stream.receiveWindowBytes += missing;
    this.#out.frame(frameTypes.windowUpdate, 0, stream.id as number, ...uint32Bytes(missing));
  }

  reset(stream: Http2Stream, code: number): void {
    if (stream.id !== undefined) this.#out.frame(frameTypes.rstStream, 0, stream.id, ...uint32Bytes(code));
    this.#close(stream, code);
  }

  #begin(stream: Http2Stream): void {
    this.#out.headers(stream, this.#nextId);
    stream.headers = undefined;
    stream.id = this.#nextId;
    stream.sendWindowBytes = this.#initialSendBytes;
    stream.receiveWindowBytes = this.#streamWindowBytes;
    this.#nextId += 2;
    this.#active++;
    this.#streams[stream.id] = stream;
  }

  /** Begins streams as late as possible: until then they can still move on to another connection. */
  onFlush(): void {
    // A server that does not read gets no more of them either: what waits here can still be given up.
    while (this.#active < this.#mostActive && !this.#out.full && !this.#leaving && !this.#closed) {
      const stream = this.#pending.shift();
      if (stream === undefined) break;
      try {
        this.#begin(stream);
        this.#out.send(stream);
      } catch (error) {
        stream.error = error as Error;
        this.#close(stream, errorCodes.internalError);
      }
    }
    if (this.#draining && this.#pending.size === 0) this.goaway(errorCodes.noError);
  }

  onSent(stream: Http2Stream): void {
    if (stream.endReceived) this.#close(stream, errorCodes.noError);
  }

  #close(stream: Http2Stream, code: number): void {
    if (stream.closed) return;
    if (stream.id !== undefined) {
      delete this.#streams[stream.id];
      this.#active--;
    }
    this.#observer.onStreamClosed();
    stream.close(code);
    if (stream.id === undefined) this.#pending.onClosed();
    if (this.#pending.size > 0) this.#out.wake();
  }

  /** The server broke a rule on one stream. */
  #fail(stream: Http2Stream, code: number, what: string): void {
    stream.error = new Error(`the server sent ${what}`);
    this.#out.frame(frameTypes.rstStream, 0, stream.id as number, ...uint32Bytes(code));
    this.#close(stream, code);
  }

  /** @throws ConnectionError for a stream that never was */
  #streamOf(id: number): Http2Stream | undefined {
    const stream = this.#streams[id];
    if (stream === undefined && (id === 0 || id % 2 === 0 || id >= this.#nextId)) {
      throw new ConnectionError(
        errorCodes.protocolError,
        `the server sent a frame for stream ${id}, which is not open`,
      );
    }
    return stream;
  }

  // ── from the server ──

  /** Reads what the socket has read. */
  receive(chunk: Buffer): void {
    if (this.#closed) return;
    try {
      this.#in.push(chunk);
    } catch (error) {
      const broken = error instanceof ConnectionError ? error : unexpected(error);
      this.goaway(broken.code);
      this.#observer.onBroken(broken);
    }
  }

  onHeaders(streamId: number, { block, malformed, tooLarge }: BlockBuilder, isLast: boolean): void {
    const stream = this.#streamOf(streamId);
    if (stream === undefined) return;
    if (tooLarge) return this.#fail(stream, errorCodes.enhanceYourCalm, "too large headers");
    const wrong = malformed ?? misplaced(stream, block[":status"], isLast);
    if (wrong !== undefined) return this.#fail(stream, errorCodes.protocolError, `headers ${wrong}`);
    if (stream.responded) stream.owner?.onTrailers(block);
    else if ((block[":status"] as number) < 200) return;
    else {
      stream.responded = true;
      stream.owner?.onResponse(block, isLast);
    }
    if (isLast) this.#onEnd(stream);
  }

  onBody(streamId: number, part: Buffer, flowBytes: number, isLast: boolean): void {
    const stream = this.#streamOf(streamId);
    this.#receivedBytes += flowBytes;
    if (this.#receivedBytes > this.#windowBytes) throw tooMuch();
    if (this.#receivedBytes * 2 >= this.#windowBytes) {
      this.#out.frame(frameTypes.windowUpdate, 0, 0, ...uint32Bytes(this.#receivedBytes));
      this.#receivedBytes = 0;
    }
    if (stream === undefined) return;
    stream.receiveWindowBytes -= flowBytes;
    if (stream.receiveWindowBytes < 0) throw tooMuch();
    if (stream.endReceived) return this.#fail(stream, errorCodes.streamClosed, "data after its end");
    if (!stream.responded) return this.#fail(stream, errorCodes.protocolError, "data before headers");
    if (part.length > 0) stream.receive(part);
    if (isLast) this.#onEnd(stream);
    else if (stream.reading) this.grant(stream);
  }

  #onEnd(stream: Http2Stream): void {
    if (stream.closed) return;
    stream.receiveEnd();
    if (stream.endSent) this.#close(stream, errorCodes.noError);
  }

  onReset(streamId: number, code: number): void {
    const stream = this.#streamOf(streamId);
    if (stream !== undefined) this.#close(stream, code);
  }

  onBadFrame(streamId: number, code: number, what: string): void {
    const stream = this.#streams[streamId];
    if (stream !== undefined) this.#fail(stream, code, what);
  }

  onSettings(settings: ServerSettings): void {
    for (const bytes of settings.headerTableBytes ?? []) this.#encoder.limit(bytes);
    this.#encoder.maxListBytes = settings.maxHeaderListBytes ?? this.#encoder.maxListBytes;
    this.#mostActive = settings.maxConcurrentStreams ?? this.#mostActive;
    this.#setWindow(settings.initialWindowBytes ?? this.#initialSendBytes);
    this.#out.answer(frameTypes.settings, frameFlags.ack, 0);
    if (!this.#ready) {
      this.#ready = true;
      this.#observer.onReady();
    }
    // There may be room for those that wait.
    this.#out.wake();
  }

  /** Holds for streams that have begun, too: they may have sent more by now than they may. */
  #setWindow(bytes: number): void {
    const more = bytes - this.#initialSendBytes;
    if (more === 0) return;
    this.#initialSendBytes = bytes;
    for (const stream of Object.values(this.#streams)) {
      stream.sendWindowBytes += more;
      if (stream.sendWindowBytes > largestWindowBytes) throw tooMuch();
      this.#out.send(stream);
    }
  }

  onAcknowledged(): void {
    this.#observer.onAcknowledged();
  }

  onPing(payload: Buffer): void {
    this.#out.answer(frameTypes.ping, frameFlags.ack, 0, ...payload);
  }

  onPong(): void {
    const onPong = this.#pinged;
    this.#pinged = undefined;
    onPong?.();
  }

  onGoaway(code: number, lastStreamId: number, text: string): void {
    // What has not begun does not begin here any more.
    this.#leaving = true;
    this.#observer.onGoaway(code, lastStreamId, text);
    for (const stream of [...Object.values(this.#streams), ...this.#pending.drain()]) {
      if (stream.id === undefined || stream.id > lastStreamId) this.#close(stream, errorCodes.refusedStream);
    }
  }

  onWindow(streamId: number, bytes: number): void {
    if (streamId === 0) return this.#out.grow(bytes);
    const stream = this.#streamOf(streamId);
    if (stream === undefined) return;
    stream.sendWindowBytes += bytes;
    if (stream.sendWindowBytes <= largestWindowBytes) this.#out.send(stream);
    else this.#fail(stream, errorCodes.flowControlError, "a window that is too large");
  }
}

/** A mistake of our own ends the connection and its calls, which hear of it; not the process. */
function unexpected(cause: unknown): ConnectionError {
  const error = new ConnectionError(errorCodes.internalError, `the connection failed: ${String(cause)}`);
  error.cause = cause;
  return error;
}

/** What is wrong with headers at their place, in words that follow "headers". */
function misplaced(
  { responded, endReceived }: Http2Stream,
  status: number | undefined,
  isLast: boolean,
): string | undefined {
  if (endReceived) return "after its end";
  if (responded) return status !== undefined || !isLast ? "in the middle of a response" : undefined;
  if (status === undefined) return "without a status";
  return status < 200 && isLast ? "that announce a response, and none" : undefined;
}

function tooMuch(): ConnectionError {
  const message = "the server sent more than its window, or enlarged ours too much";
  return new ConnectionError(errorCodes.flowControlError, message);
}
