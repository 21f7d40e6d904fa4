import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http2";
import type { Message } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { longestTimeoutMs } from "../../internal/start-timer.ts";
import type { Logger } from "../../logger.ts";
import { gunzip, gzip, gzipEncoding } from "../compression.ts";
import { compressedFlag, EnvelopeReader, prefixBytes, writePrefix } from "../envelope.ts";
import { errorCodes } from "../http2/frames.ts";
import type { HeaderBlock } from "../http2/header-block.ts";
import type { Http2Stream, StreamOwner } from "../http2/http2-stream.ts";
import { toHeaders } from "../metadata.ts";
import { OutputBuffer } from "../output-buffer.ts";
import { errorOfTrailers } from "../status.ts";
import { formatTimeout } from "../timeout.ts";
import { type Abortable, unwatchAbort, watchAbort } from "./abort-watch.ts";
import type { ClientConnection, SessionWaiter } from "./connection.ts";
import {
  canceled,
  deadlineExceeded,
  httpStatusError,
  malformed,
  missingStatusError,
  resetError,
  unavailable,
} from "./errors.ts";
import type { MethodPlan } from "./method-plan.ts";
import type { ClientSession } from "./session.ts";

/** What all calls of a transport have in common. */
export interface CallSettings {
  readonly connection: ClientConnection;
  readonly readMaxBytes: number;
  readonly writeMaxBytes: number;
  /** Messages of at least this size are compressed; `Infinity` for never. */
  readonly compressMinBytes: number;
  /** Where unary requests are encoded, one after the other. */
  readonly unaryOut: OutputBuffer;
  readonly logger: Logger;
}

/** What one call adds to its method's plan. */
export interface CallOptions {
  readonly header?: HeadersInit | undefined;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Takes what a call brings. */
export interface CallReceiver {
  header?(block: IncomingHttpHeaders): void;
  message(message: Message): void;
  /** Once, and last. `trailers` are the headers where the server sent one block only, or empty. */
  end(error: ConnectError | undefined, trailers: IncomingHttpHeaders): void;
}

/** Within a tick, so much is gathered before it is written. */
const flushBytes = 64 * 1024;

/** Above so much that has not left, the server counts as slower than we are. */
const blockedBytes = 256 * 1024;

/** A server's clock may be ahead of ours by so much when it cancels a call at its deadline. */
const deadlineSlackMs = 20;

/**
 * One call on the client: the hot path. `send` encodes messages into one buffer, which leaves once a tick; what comes
 * back is cut into messages in place. All four kinds of methods run over this class.
 */
export class ClientCall implements SessionWaiter, StreamOwner, Abortable {
  abortIndex = -1;
  readonly #settings: CallSettings;
  readonly #plan: MethodPlan;
  readonly #options: CallOptions;
  readonly #receiver: CallReceiver;
  readonly #deadlineAtMs: number;
  #out: OutputBuffer | undefined;
  #reader: EnvelopeReader | undefined;
  #session: ClientSession | undefined;
  #stream: Http2Stream | undefined;
  #timer: NodeJS.Timeout | undefined;
  #header: IncomingHttpHeaders | undefined;
  #trailers: IncomingHttpHeaders | undefined;
  /** The whole request, if it left in one piece: it may be sent again if the server refused the call unseen. */
  #request: Uint8Array | undefined;
  #waiting: (() => void)[] | undefined;
  #flushScheduled = false;
  #requestBegun = false;
  #requestEnded = false;
  #paused = false;
  #replayed = false;
  #ended = false;

  constructor(settings: CallSettings, plan: MethodPlan, options: CallOptions, receiver: CallReceiver) {
    this.#settings = settings;
    this.#plan = plan;
    this.#options = options;
    this.#receiver = receiver;
    this.#deadlineAtMs = options.timeoutMs === undefined ? Infinity : performance.now() + options.timeoutMs;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Begins the call, now or when there is a connection. */
  start(): void {
    if (this.#ended) return;
    const { signal, timeoutMs } = this.#options;
    if (signal?.aborted) return this.#finish(canceled(signal.reason));
    // Nobody waits 24 days for a call; the server hears of the deadline all the same.
    if (timeoutMs !== undefined && timeoutMs <= longestTimeoutMs) this.#timer = setTimeout(expire, timeoutMs, this);
    if (signal !== undefined) watchAbort(signal, this);
    this.#connect();
  }

  // ── to the server ──

  /** False if the server reads slower than we write. A message that cannot be sent ends the call. */
  send(message: Message): boolean {
    if (this.#ended || this.#requestEnded) return false;
    const out = (this.#out ??= new OutputBuffer());
    const at = out.position;
    try {
      this.#encode(message, out, at);
    } catch (error) {
      out.position = at;
      this.cancel(ConnectError.from(error, Code.Internal));
      return false;
    }
    if (out.position >= flushBytes) this.#flush();
    else this.#scheduleFlush();
    return !this.#blocked;
  }

  /** All messages are sent. */
  endRequest(): void {
    if (this.#ended || this.#requestEnded) return;
    this.#requestEnded = true;
    this.#scheduleFlush();
  }

  /** Sets the one message of a unary call. Before {@link ClientCall.start}. */
  sendOnly(message: Message): void {
    const out = this.#settings.unaryOut;
    try {
      this.#encode(message, out, 0);
      this.#request = out.take();
      this.#requestEnded = true;
    } catch (error) {
      out.position = 0;
      this.#finish(ConnectError.from(error, Code.Internal));
    }
  }

  /** Resolves when what was sent has left, or the call has ended. */
  async drained(): Promise<void> {
    if (this.#ended || !this.#blocked) return;
    await new Promise<void>((resolve) => (this.#waiting ??= []).push(resolve));
  }

  /** Gives the call up, at the server too. */
  cancel(error: ConnectError): void {
    if (this.#ended) return;
    this.#reset();
    this.#finish(error);
  }

  pause(): void {
    this.#paused = true;
    this.#stream?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#stream?.resume();
  }

  #encode(message: Message, out: OutputBuffer, at: number): void {
    const { writeMaxBytes, compressMinBytes } = this.#settings;
    out.reserve(prefixBytes);
    out.position = at + prefixBytes;
    this.#plan.input.write(message, out);
    const length = out.position - at - prefixBytes;
    if (length > writeMaxBytes) {
      const text = `a request of ${length} bytes is larger than the ${writeMaxBytes} that writeMaxBytes allows`;
      throw new ConnectError(text, Code.ResourceExhausted);
    }
    if (length < compressMinBytes) return writePrefix(out.buffer, at, 0, length);
    const packed = gzip(out.buffer.subarray(at + prefixBytes, out.position));
    out.position = at;
    out.reserve(prefixBytes + packed.length);
    writePrefix(out.buffer, at, compressedFlag, packed.length);
    out.buffer.set(packed, at + prefixBytes);
    out.position = at + prefixBytes + packed.length;
  }

  get #blocked(): boolean {
    return (this.#out?.position ?? 0) + (this.#stream?.writableLength ?? 0) > blockedBytes;
  }

  #scheduleFlush(): void {
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    process.nextTick(flushCall, this);
  }

  /** The scheduled flush. */
  flush(): void {
    this.#flushScheduled = false;
    this.#flush();
  }

  #flush(): void {
    const stream = this.#stream;
    if (stream === undefined || this.#ended || stream.writableEnded) return;
    const chunk = this.#out !== undefined && this.#out.position > 0 ? this.#out.take() : undefined;
    if (!this.#requestEnded) {
      if (chunk === undefined) return;
      this.#requestBegun = true;
      stream.write(chunk);
    } else if (chunk === undefined) stream.end();
    else {
      if (!this.#requestBegun) this.#request = chunk;
      stream.end(chunk);
    }
  }

  onDrain(): void {
    if (!this.#blocked) this.#release();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) for (const resolve of waiting) resolve();
  }

  // ── the stream ──

  #connect(): void {
    const session = this.#settings.connection.session;
    if (session === undefined) this.#settings.connection.wait(this);
    else this.onSession(session);
  }

  onSession(session: ClientSession): void {
    if (this.#ended) return;
    this.#session = session;
    this.#reader = undefined;
    const stream = session.request(this.#headers(), this);
    if (stream === undefined) return this.#connect();
    this.#stream = stream;
    if (this.#paused) stream.pause();
    if (this.#request === undefined) this.#flush();
    else stream.end(this.#request);
  }

  onNoSession(error: ConnectError): void {
    this.#finish(error);
  }

  #headers(): Readonly<OutgoingHttpHeaders> {
    const { header, timeoutMs } = this.#options;
    const timeout = timeoutMs === undefined ? undefined : formatTimeout(this.#deadlineAtMs - performance.now());
    return this.#plan.headersWith(timeout, header);
  }

  // ── from the server ──

  onResponse(block: HeaderBlock, isAll: boolean): void {
    this.#header = block;
    this.#request = undefined;
    const error = responseError(block);
    if (error !== undefined) return this.cancel(error);
    // Where one block is all, what looks like headers are trailers.
    if (isAll) this.#trailers = block;
    else this.#receiver.header?.(block);
  }

  onData(chunk: Uint8Array): void {
    try {
      this.#reader ??= new EnvelopeReader(this.#settings.readMaxBytes, (...envelope) => this.#onEnvelope(...envelope));
      this.#reader.push(chunk);
    } catch (error) {
      this.cancel(ConnectError.from(error, Code.Internal));
    }
  }

  #onEnvelope(flags: number, from: Uint8Array, start: number, end: number): void {
    if (this.#ended) return;
    if (flags === 0) return this.#receiver.message(this.#decode(from, start, end));
    const encoding = this.#header?.["grpc-encoding"];
    if (flags !== compressedFlag || encoding !== gzipEncoding) {
      throw malformed(`a response has the flags ${flags}, and grpc-encoding is '${String(encoding ?? "identity")}'`);
    }
    const plain = gunzip(from.subarray(start, end), this.#settings.readMaxBytes);
    this.#receiver.message(this.#decode(plain, 0, plain.length));
  }

  #decode(from: Uint8Array, start: number, end: number): Message {
    try {
      return this.#plan.output.read(from, start, end);
    } catch (cause) {
      throw malformed(`a response is no ${this.#plan.method.output.typeName}: ${(cause as Error).message}`, cause);
    }
  }

  onTrailers(block: IncomingHttpHeaders): void {
    this.#trailers = block;
  }

  /** All messages were read. Comes after the trailers; also when the stream was cut off. */
  onEnd(): void {
    // Some servers send a status as headers, and then an empty body.
    if (this.#reader === undefined && this.#header?.["grpc-status"] !== undefined) this.#trailers ??= this.#header;
    if (this.#trailers !== undefined) this.#complete(this.#trailers);
    else if (!this.#stream?.closed) this.cancel(missingStatusError());
  }

  onClose(): void {
    const session = this.#session as ClientSession;
    const stream = this.#stream as Http2Stream;
    if (this.#trailers !== undefined) return this.#complete(this.#trailers);
    const unseen = stream.rstCode === errorCodes.refusedStream || session.leftOut(stream);
    const refused = unseen && !(stream.error instanceof TypeError);
    if (refused && this.#request !== undefined && !this.#replayed) return this.#replay();
    this.#finish(this.#closeError(session, stream, refused));
  }

  #closeError(session: ClientSession, stream: Http2Stream, refused: boolean): ConnectError {
    if (stream.error instanceof TypeError) {
      return malformed(`the request has headers that HTTP/2 does not take: ${stream.error.message}`, stream.error);
    }
    if (session.lost || (refused && session.reason !== undefined)) {
      const { reason } = session;
      if (reason instanceof ConnectError) return reason;
      return unavailable(`the connection was lost: ${reason?.message ?? "it was closed"}`, stream.error ?? reason);
    }
    const late = performance.now() >= this.#deadlineAtMs - deadlineSlackMs;
    if (late && stream.rstCode === errorCodes.cancel) return deadlineExceeded();
    return resetError(stream.rstCode, stream.error);
  }

  #complete(trailers: IncomingHttpHeaders): void {
    const error = errorOfTrailers(trailers);
    if (error === undefined) {
      if (trailers["grpc-status"] === undefined) return this.cancel(malformed("the server's trailers hold no status"));
      if (this.#reader?.incomplete) return this.cancel(malformed("the response ends within a message"));
    } else if (this.#header !== undefined && this.#header !== trailers) {
      for (const [name, value] of toHeaders(this.#header)) error.metadata.append(name, value);
    }
    // A server may answer before it has read all; nobody reads the rest.
    if (!this.#stream?.endSent) this.#reset();
    this.#finish(error, trailers);
  }

  #replay(): void {
    this.#replayed = true;
    this.#stream = undefined;
    this.#connect();
  }

  // ── ends ──

  /** The deadline has passed. */
  expire(): void {
    this.cancel(deadlineExceeded());
  }

  /** The signal has fired. */
  onAbort(reason: unknown): void {
    this.cancel(canceled(reason));
  }

  #reset(): void {
    const stream = this.#stream;
    if (stream === undefined) this.#settings.connection.leave(this);
    else stream.reset(errorCodes.cancel);
  }

  #finish(error: ConnectError | undefined, trailers: IncomingHttpHeaders = {}): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    if (this.#options.signal !== undefined) unwatchAbort(this.#options.signal, this);
    if (this.#stream !== undefined) this.#stream.owner = undefined;
    this.#release();
    this.#receiver.end(error, trailers);
  }
}

function flushCall(call: ClientCall): void {
  call.flush();
}

function expire(call: ClientCall): void {
  call.expire();
}

/** What is wrong with the headers of a response, undefined if nothing. */
function responseError(block: HeaderBlock): ConnectError | undefined {
  const { ":status": status } = block;
  if (status !== 200) return httpStatusError(status, toHeaders(block));
  const type = block["content-type"];
  if (type === undefined || !/^application\/grpc(?:\+proto)?(?:;|$)/i.test(type)) {
    const code = type !== undefined && /^application\/grpc/i.test(type) ? Code.Internal : Code.Unknown;
    return new ConnectError(`the server answered with content-type '${String(type)}'`, code, toHeaders(block));
  }
  const encoding = block["grpc-encoding"];
  if (encoding !== undefined && encoding !== "identity" && encoding !== gzipEncoding) {
    return malformed(`the server answers in the encoding '${String(encoding)}', which was not offered`);
  }
  return undefined;
}
