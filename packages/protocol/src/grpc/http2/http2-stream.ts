import type { OutgoingHttpHeaders } from "node:http2";
import { Fifo } from "../../internal/fifo.ts";
import type { HeaderBlock } from "./header-block.ts";

/** What becomes of the events of a stream. */
export interface StreamOwner {
  /** The first headers; `isAll` if nothing comes after them. */
  onResponse(block: HeaderBlock, isAll: boolean): void;
  onData(chunk: Uint8Array): void;
  onTrailers(block: HeaderBlock): void;
  /** The server has sent all, and it was handed over. */
  onEnd(): void;
  /** What was written has left. */
  onDrain(): void;
  /** Nothing comes any more, also if the stream was cut off. Once, and last. */
  onClose(): void;
}

/** What a stream asks of its connection. */
export interface StreamHost {
  /** The stream has something to send. */
  send(stream: Http2Stream): void;
  /** Data was handed over: the server may send more. */
  grant(stream: Http2Stream): void;
  /** Tells the server that the stream is given up. */
  reset(stream: Http2Stream, code: number): void;
}

/** One request and its response. Holds what waits to be sent, and what waits to be read. */
export class Http2Stream {
  readonly #host: StreamHost;
  /** Until they are sent. */
  headers: Readonly<OutgoingHttpHeaders> | undefined;
  /** Hears of everything; undefined for nobody. */
  owner: StreamOwner | undefined;
  /** Undefined until the server lets the stream begin. */
  id: number | undefined;
  /** Nothing is sent or received any more. */
  closed = false;
  /** Why it was closed, of `errorCodes`. */
  rstCode = 0;
  /** What the server did wrong on this stream. */
  error: Error | undefined;
  /** The last bytes are in {@link Http2Stream.write}'s hands. */
  writableEnded = false;
  /** The END_STREAM flag is sent, or received. */
  endSent = false;
  endReceived = false;
  responded = false;
  sendWindowBytes = 0;
  /** What the server may still send before it gets a {@link StreamHost.grant}. */
  receiveWindowBytes = 0;
  /** Has its place in the line of streams that send. */
  lined = false;
  #chunks: Uint8Array[] = [];
  /** How much of the first chunk is sent. */
  #sentBytes = 0;
  #writableLength = 0;
  #paused = false;
  /** What came while paused. */
  #held: Fifo<Uint8Array> | undefined;

  constructor(host: StreamHost, headers: Readonly<OutgoingHttpHeaders>, owner: StreamOwner) {
    this.#host = host;
    this.headers = headers;
    this.owner = owner;
  }

  // ── to the server ──

  /** Bytes that have not left. */
  get writableLength(): number {
    return this.#writableLength;
  }

  /** The chunk is not written to afterwards. */
  write(chunk: Uint8Array): void {
    if (this.closed || this.writableEnded) return;
    this.#push(chunk);
    this.#host.send(this);
  }

  end(chunk?: Uint8Array): void {
    if (this.closed || this.writableEnded) return;
    if (chunk !== undefined) this.#push(chunk);
    this.writableEnded = true;
    this.#host.send(this);
  }

  /** Gives the stream up. The owner hears nothing more. */
  reset(code: number): void {
    this.owner = undefined;
    if (!this.closed) this.#host.reset(this, code);
  }

  #push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#writableLength += chunk.length;
  }

  /** Whether there is a frame to send, with or without bytes. */
  get hasOutput(): boolean {
    return !this.closed && (this.#writableLength > 0 || (this.writableEnded && !this.endSent));
  }

  /** What the next frame holds, up to `bytes` of it. */
  take(bytes: number): Uint8Array | undefined {
    const chunk = this.#chunks[0];
    if (chunk === undefined) return undefined;
    const from = this.#sentBytes;
    const part = from === 0 && chunk.length <= bytes ? chunk : chunk.subarray(from, from + bytes);
    this.#writableLength -= part.length;
    this.sendWindowBytes -= part.length;
    this.#sentBytes = from + part.length;
    if (this.#sentBytes === chunk.length) {
      this.#chunks.shift();
      this.#sentBytes = 0;
    }
    return part;
  }

  // ── from the server ──

  /** What arrives is kept; the server sends no more than fits into the stream's window. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    if (this.#held !== undefined) process.nextTick(handOver, this);
    else this.#host.grant(this);
  }

  get reading(): boolean {
    return !this.#paused && this.#held === undefined;
  }

  receive(chunk: Uint8Array): void {
    if (this.reading) this.owner?.onData(chunk);
    else (this.#held ??= new Fifo()).push(chunk);
  }

  receiveEnd(): void {
    this.endReceived = true;
    if (this.reading) this.#end();
    // An end is handed over like what came before it.
    else this.#held ??= new Fifo();
  }

  #end(): void {
    const { owner } = this;
    owner?.onEnd();
    if (this.closed) this.tellClosed();
  }

  /** Hands over what came while paused. */
  handOver(): void {
    const held = this.#held;
    if (held === undefined) return;
    while (!this.#paused && held.size > 0) this.owner?.onData(held.shift() as Uint8Array);
    if (this.#paused) return;
    this.#held = undefined;
    this.#host.grant(this);
    if (this.endReceived) this.#end();
  }

  /** Lets the owner know, unless it has to read first. */
  close(code: number): void {
    this.closed = true;
    this.rstCode = code;
    this.#chunks = [];
    this.#writableLength = 0;
    // All has come, and waits to be read: a reset afterwards, or the loss of the connection, takes nothing away.
    if (this.endReceived && this.owner !== undefined && !this.reading) return;
    this.#held = undefined;
    this.tellClosed();
  }

  tellClosed(): void {
    const { owner } = this;
    this.owner = undefined;
    owner?.onClose();
  }
}

function handOver(stream: Http2Stream): void {
  stream.handOver();
}
