import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { Message } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { longestTimeoutMs } from "../../internal/start-timer.ts";
import { errorCodes } from "../http2/frames.ts";
import { acceptsGzip, gunzip, gzip, gzipEncoding } from "../compression.ts";
import { compressedFlag, EnvelopeReader, prefixBytes, writePrefix } from "../envelope.ts";
import { addMetadata, toHeaders } from "../metadata.ts";
import { OutputBuffer } from "../output-buffer.ts";
import { statusTrailers, toConnectError } from "../status.ts";
import type { StreamCall } from "../stream-handler.ts";
import { parseTimeout, timeoutHeader } from "../timeout.ts";
import type { CallReceiver, Route } from "./route.ts";

/** What all calls of a server have in common. */
export interface CallSettings {
  readonly readMaxBytes: number;
  readonly writeMaxBytes: number;
  /** Messages of at least this size are compressed for peers that take gzip; `Infinity` for never. */
  readonly compressMinBytes: number;
  /** Is told of what a handler threw, unless it was a `ConnectError` and so meant for the caller. */
  readonly onHandlerError: (error: unknown, path: string) => void;
  /** Is told when the stream of a call is gone. */
  readonly onClose: (call: ServerCall) => void;
}

/** Within a turn of the event loop, so much is gathered before it is written. */
const flushBytes = 64 * 1024;

/** Above so much in the queue of a stream, its peer counts as slower than we are. */
const blockedBytes = 256 * 1024;

/** Why no messages are read, as bits. */
const pausedByHandler = 1;
const pausedByPeer = 2;

const nobody: CallReceiver = { message: () => undefined, end: () => undefined, abort: () => undefined };

/**
 * One call on the server: the hot path. Bytes come in by `#onData` and are cut into messages in place; messages go out
 * by `send` into one buffer, which leaves once a turn of the event loop by `#flush`. All four kinds of methods run over
 * this class.
 */
export class ServerCall implements StreamCall<Message> {
  readonly route: Route;
  readonly #stream: ServerHttp2Stream;
  readonly #headers: IncomingHttpHeaders;
  readonly #settings: CallSettings;
  readonly #reader: EnvelopeReader;
  readonly #out = new OutputBuffer();
  #receiver: CallReceiver = nobody;
  #requestHeader: Headers | undefined;
  #responseHeader: Headers | undefined;
  #responseTrailer: Headers | undefined;
  #controller: AbortController | undefined;
  #abortReason: ConnectError | undefined;
  #failure: ConnectError | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #deadlineAtMs: number | undefined;
  #waiting: (() => void)[] | undefined;
  #paused = 0;
  #flushScheduled = false;
  #responded = false;
  #requestEnded = false;
  #ended = false;
  /** Whether the handler wants its signal to fire though the call went well. */
  #finished = false;

  constructor(route: Route, stream: ServerHttp2Stream, headers: IncomingHttpHeaders, settings: CallSettings) {
    this.route = route;
    this.#stream = stream;
    this.#headers = headers;
    this.#settings = settings;
    this.#reader = new EnvelopeReader(settings.readMaxBytes, this.#onEnvelope);
  }

  /** Opens the handler and begins to read. */
  start(): void {
    const stream = this.#stream;
    stream.on("close", this.#onClose);
    try {
      const timeout = this.#headers[timeoutHeader];
      if (timeout !== undefined) this.#startDeadline(parseTimeout(String(timeout)));
      this.#receiver = this.route.open(this);
      // A message that could not be sent has ended the call before there was a receiver to tell.
      if (this.#abortReason !== undefined) this.#abortReceiver(this.#abortReason);
    } catch (error) {
      this.#fail(error);
    }
    stream.on("end", this.#onEnd);
    stream.on("data", this.#onData);
    // Attaching to "data" starts the flow, also of a stream that was paused on purpose.
    if (this.#paused !== 0) stream.pause();
  }

  get header(): Headers {
    return (this.#requestHeader ??= toHeaders(this.#headers));
  }

  get responseHeader(): Headers {
    return (this.#responseHeader ??= new Headers());
  }

  get responseTrailer(): Headers {
    return (this.#responseTrailer ??= new Headers());
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      const reason = this.#abortReason ?? (this.#finished ? overAndDone() : undefined);
      if (reason !== undefined) this.#controller.abort(reason);
    }
    return this.#controller.signal;
  }

  /** Milliseconds until the deadline, undefined without one. */
  get remainingMs(): number | undefined {
    return this.#deadlineAtMs === undefined ? undefined : Math.max(0, this.#deadlineAtMs - performance.now());
  }

  get url(): string {
    const { ":scheme": scheme = "http", ":authority": authority = "", host = "localhost" } = this.#headers;
    const base = `${scheme}://${authority || host}`;
    // Clients of Unix sockets send the path of the socket, percent-encoded, or nothing.
    return `${URL.canParse(base) ? base : `${scheme}://localhost`}${this.route.path}`;
  }

  /** Whether nothing can be sent any more. */
  get ended(): boolean {
    return this.#ended;
  }

  // ── from the peer ──

  readonly #onData = (chunk: Uint8Array): void => {
    if (this.#ended) return;
    try {
      this.#reader.push(chunk);
    } catch (error) {
      this.#fail(error);
    }
  };

  readonly #onEnvelope = (flags: number, from: Uint8Array, start: number, end: number): void => {
    if (this.#ended) return;
    const message = flags === 0 ? this.#decode(from, start, end) : this.#decompress(flags, from.subarray(start, end));
    this.#receiver.message(message, end - start);
  };

  #decode(from: Uint8Array, start: number, end: number): Message {
    try {
      return this.route.input.read(from, start, end);
    } catch (cause) {
      const text = `the request is no ${this.route.method.input.typeName}: ${(cause as Error).message}`;
      throw new ConnectError(text, Code.Internal, undefined, undefined, cause);
    }
  }

  #decompress(flags: number, message: Uint8Array): Message {
    if (flags !== compressedFlag || this.#headers["grpc-encoding"] !== gzipEncoding) {
      const text = `a message has the flags ${flags}, and grpc-encoding is '${String(this.#headers["grpc-encoding"] ?? "identity")}'`;
      throw new ConnectError(text, Code.Internal);
    }
    const plain = gunzip(message, this.#settings.readMaxBytes);
    return this.#decode(plain, 0, plain.length);
  }

  readonly #onEnd = (): void => {
    this.#requestEnded = true;
    // After a reset Node ends the stream, as if all had come, and closes it then.
    if (this.#ended || this.#stream.aborted) return;
    try {
      if (this.#reader.incomplete) throw new ConnectError("the request ends within a message", Code.Internal);
      this.#receiver.end();
    } catch (error) {
      this.#fail(error);
    }
  };

  /** The stream is gone: after an orderly end, or because the peer canceled or the connection broke. */
  readonly #onClose = (): void => {
    this.#requestEnded = true;
    const canceled = this.#stream.rstCode === errorCodes.cancel;
    if (!this.#ended) {
      this.#ended = true;
      const text = canceled ? "the peer canceled the call" : "the call was cut off";
      this.#abort(new ConnectError(text, Code.Canceled));
    }
    this.#release();
    this.#settings.onClose(this);
  };

  // ── to the peer ──

  send(message: Message): boolean {
    if (this.#ended) return false;
    const out = this.#out;
    const at = out.position;
    try {
      out.reserve(prefixBytes);
      out.position = at + prefixBytes;
      this.route.output.write(message, out);
      const length = out.position - at - prefixBytes;
      if (length >= this.#settings.compressMinBytes && acceptsGzip(this.#headers["grpc-accept-encoding"] as string)) {
        this.#compress(at);
      } else writePrefix(out.buffer, at, 0, length);
      if (length > this.#settings.writeMaxBytes) throw tooLarge(length, this.#settings.writeMaxBytes);
    } catch (error) {
      out.position = at;
      this.#fail(error);
      return false;
    }
    if (out.position >= flushBytes) this.#flush(false);
    else if (!this.#flushScheduled) {
      this.#flushScheduled = true;
      // Not the end of the tick: what Node has read at once comes in a tick for each frame, and a write costs as much
      // as handling several messages.
      setImmediate(flushCall, this);
    }
    return (this.#paused & pausedByPeer) === 0;
  }

  /** Replaces the message that was just encoded. */
  #compress(at: number): void {
    const out = this.#out;
    const packed = gzip(out.buffer.subarray(at + prefixBytes, out.position));
    out.position = at;
    out.reserve(prefixBytes + packed.length);
    writePrefix(out.buffer, at, compressedFlag, packed.length);
    out.buffer.set(packed, at + prefixBytes);
    out.position = at + prefixBytes + packed.length;
  }

  async drained(): Promise<void> {
    if ((this.#paused & pausedByPeer) === 0) return;
    await new Promise<void>((resolve) => (this.#waiting ??= []).push(resolve));
  }

  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#deadline);
    const failure = error === undefined ? undefined : toConnectError(error);
    if (failure !== undefined && failure !== error) this.#settings.onHandlerError(error, this.route.path);
    if (this.#gone) return;
    this.#failure = failure;
    if (failure !== undefined && !this.#responded && this.#out.position === 0 && this.#responseHeader === undefined) {
      this.#respondWithStatus();
    } else this.#flush(true);
    if (!this.#requestEnded) this.#stream.resume();
  }

  /** As {@link end}, for handlers whose signal fires at the end of every call, as connect promises. */
  finish(error?: unknown): void {
    this.end(error);
    this.#finished = true;
    this.#controller?.abort(overAndDone());
  }

  /** Ends the call with what went wrong in it, which its handler is told of too. */
  #fail(error: unknown): void {
    if (this.#ended) return;
    this.end(error);
    this.#abort(toConnectError(error));
  }

  /** Ends a call that is neither done nor canceled by its peer. */
  interrupt(error: ConnectError): void {
    if (this.#ended) return;
    // Behind messages that a slow peer has not read, a status would wait for ever.
    if (this.#stream.writableLength > 0) this.#stream.close(errorCodes.cancel);
    this.end(error);
    this.#abort(error);
  }

  pause(): void {
    this.#paused |= pausedByHandler;
    this.#stream.pause();
  }

  resume(): void {
    this.#paused &= ~pausedByHandler;
    if (this.#paused === 0) this.#stream.resume();
  }

  /** The scheduled flush. */
  flush(): void {
    this.#flushScheduled = false;
    if (this.#out.position > 0 && !this.#gone) this.#flush(false);
  }

  #flush(last: boolean): void {
    const stream = this.#stream;
    if (!this.#responded) this.#respond();
    if (last) {
      if (this.#out.position > 0) stream.end(this.#out.take());
      else stream.end();
      return;
    }
    stream.write(this.#out.take(), this.#out.release);
    if (stream.writableLength > blockedBytes && (this.#paused & pausedByPeer) === 0) {
      this.#paused |= pausedByPeer;
      stream.pause();
      stream.once("drain", this.#onDrain);
    }
  }

  readonly #onDrain = (): void => {
    this.#release();
    if (this.#paused === 0) this.#stream.resume();
  };

  #release(): void {
    this.#paused &= ~pausedByPeer;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) for (const resolve of waiting) resolve();
  }

  get #gone(): boolean {
    return this.#stream.destroyed || this.#stream.closed;
  }

  #respond(): void {
    this.#responded = true;
    const headers = this.#baseHeaders();
    if (this.#settings.compressMinBytes !== Infinity && acceptsGzip(this.#headers["grpc-accept-encoding"] as string)) {
      headers["grpc-encoding"] = gzipEncoding;
    }
    this.#stream.once("wantTrailers", this.#onWantTrailers);
    const options = { waitForTrailers: true };
    if (this.#responseHeader === undefined) return this.#stream.respond(headers, options);
    try {
      this.#stream.respond(withMetadata(headers, this.#responseHeader), options);
    } catch (error) {
      this.#settings.onHandlerError(error, this.route.path);
      this.#stream.respond(headers, options);
    }
  }

  /** Headers and trailers in one frame. A peer that is still sending then cannot stop in between. */
  #respondWithStatus(): void {
    this.#responded = true;
    this.#sendStatus((trailers) => this.#stream.respond({ ...this.#baseHeaders(), ...trailers }, { endStream: true }));
    this.#afterTrailers();
  }

  readonly #onWantTrailers = (): void => {
    if (this.#gone) return;
    this.#sendStatus((trailers) => this.#stream.sendTrailers(trailers));
    this.#afterTrailers();
  };

  /** Metadata that HTTP/2 does not take cost the metadata, not the status. */
  #sendStatus(send: (trailers: OutgoingHttpHeaders) => void): void {
    try {
      const trailers = statusTrailers(this.#failure);
      send(this.#responseTrailer === undefined ? trailers : withMetadata(trailers, this.#responseTrailer));
    } catch (error) {
      this.#settings.onHandlerError(error, this.route.path);
      send(statusTrailers(this.#failure, false));
    }
  }

  /** The peer may be in the middle of sending: what comes is thrown away until it has seen the reset. */
  #afterTrailers(): void {
    if (!this.#requestEnded) setImmediate(resetStream, this.#stream);
  }

  #baseHeaders(): OutgoingHttpHeaders {
    return { ":status": 200, "content-type": "application/grpc+proto" };
  }

  // ── deadline and cancellation ──

  #startDeadline(timeoutMs: number): void {
    this.#deadlineAtMs = performance.now() + timeoutMs;
    const expire = (): void => this.interrupt(new ConnectError("the deadline passed", Code.DeadlineExceeded));
    // Nobody waits 24 days for a call.
    if (timeoutMs <= longestTimeoutMs) this.#deadline = setTimeout(expire, timeoutMs);
  }

  #abort(reason: ConnectError): void {
    clearTimeout(this.#deadline);
    this.#abortReason = reason;
    this.#controller?.abort(reason);
    this.#abortReceiver(reason);
  }

  #abortReceiver(reason: ConnectError): void {
    try {
      this.#receiver.abort(reason);
    } catch (error) {
      this.#settings.onHandlerError(error, this.route.path);
    }
  }
}

function flushCall(call: ServerCall): void {
  call.flush();
}

function resetStream(stream: ServerHttp2Stream): void {
  if (!stream.destroyed && !stream.closed) stream.close(errorCodes.noError);
}

/** The headers with metadata added; those given stay as they are. */
function withMetadata(headers: OutgoingHttpHeaders, metadata: Headers): OutgoingHttpHeaders {
  const all = { ...headers };
  addMetadata(all, metadata);
  return all;
}

function overAndDone(): ConnectError {
  return new ConnectError("the call has ended", Code.Canceled);
}

function tooLarge(length: number, limit: number): ConnectError {
  const text = `a response of ${length} bytes is larger than the ${limit} that writeMaxBytes allows`;
  return new ConnectError(text, Code.ResourceExhausted);
}
