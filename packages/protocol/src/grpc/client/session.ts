import {
  connect as connectHttp2,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type OutgoingHttpHeaders,
} from "node:http2";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { longestTimeoutMs, startTimer } from "../../internal/start-timer.ts";
import { resetName } from "./errors.ts";
import { dial, type DialTarget } from "./dial.ts";

/** How a transport treats its connections. */
export interface SessionPolicy {
  readonly connectTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly keepaliveMs: number;
  readonly keepaliveTimeoutMs: number;
  readonly keepaliveWithoutCalls: boolean;
  readonly streamWindowBytes: number;
  readonly connectionWindowBytes: number;
}

/** Who wants to know how a session fares. */
export interface SessionObserver {
  /** The server has spoken HTTP/2. */
  onReady(session: ClientSession): void;
  /** No new calls fit into the session: it ended, it drains, or it never came to be, with the reason. */
  onRetired(session: ClientSession, reason: Error): void;
  onClosed(session: ClientSession): void;
}

/** What HTTP/2 grants a connection that nobody enlarges. */
const defaultWindowBytes = 65_535;

/** Megabytes. Node would refuse calls beyond 10; what bounds memory here are the limits of messages. */
const maxSessionMemory = 1024;

const sessionOf: unique symbol = Symbol("session");

type SessionStream = ClientHttp2Stream & { [sessionOf]?: ClientSession };

function releaseSession(this: SessionStream): void {
  this[sessionOf]?.release();
}

/**
 * One HTTP/2 connection from dialling to its end. It keeps the process alive only while it has calls, or is waited for.
 */
export class ClientSession {
  readonly #http2: ClientHttp2Session;
  readonly #socket: Socket | TLSSocket;
  readonly #policy: SessionPolicy;
  readonly #observer: SessionObserver;
  #state: "connecting" | "open" | "draining" | "closed" = "connecting";
  #calls = 0;
  #cancelConnectTimer: (() => void) | undefined;
  #upkeepTimer: NodeJS.Timeout | undefined;
  #cancelPongTimer: (() => void) | undefined;
  #bytesSeen = 0;
  #quietSinceMs = 0;
  #goawayCode: number | undefined;
  #lastStreamId = Infinity;
  #reason: Error | undefined;

  constructor(target: DialTarget, policy: SessionPolicy, observer: SessionObserver) {
    this.#policy = policy;
    this.#observer = observer;
    this.#socket = dial(target);
    // Before Node's own listeners, which end the calls: they shall find out why.
    this.#socket.once("error", (error) => this.#retire(error));
    this.#socket.once("close", () => this.#retire(new Error("the server closed the connection")));
    // The URL is not used: the socket is there, and calls say their `:authority` themselves.
    this.#http2 = connectHttp2("http://localhost", {
      createConnection: () => this.#socket,
      maxSessionMemory,
      settings: { enablePush: false, initialWindowSize: policy.streamWindowBytes },
    });
    this.#listen(target);
  }

  /** Whether new calls fit in. */
  get open(): boolean {
    return this.#state === "open" && !this.#http2.closed;
  }

  /** Whether it will be open. */
  get connecting(): boolean {
    return this.#state === "connecting" && !this.#http2.closed;
  }

  /** Whether the server ended it because it wants fewer keepalive PINGs. */
  get pingedTooMuch(): boolean {
    return this.#goawayCode === constants.NGHTTP2_ENHANCE_YOUR_CALM;
  }

  /** Why it takes no new calls, or has lost those that it had. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Whether the connection itself is gone, and not only a call of it. */
  get lost(): boolean {
    return this.#state === "closed" || this.#http2.destroyed;
  }

  /** True if the server has not looked at the stream, and never will: its call may be made again elsewhere. */
  leftOut(stream: ClientHttp2Stream): boolean {
    return stream.id === undefined || stream.id > this.#lastStreamId;
  }

  /**
   * Opens a stream. Only while {@link ClientSession.open}. Undefined if the connection has used up its stream ids: then
   * it is retired, and the call belongs on another one.
   */
  request(headers: OutgoingHttpHeaders): ClientHttp2Stream | undefined {
    const stream: SessionStream = this.#http2.request(headers, { endStream: false });
    const { errored } = stream;
    if (errored !== null && "code" in errored && errored.code === "ERR_HTTP2_OUT_OF_STREAMS") {
      // Known already; without a listener it would end the process.
      stream.on("error", () => undefined);
      this.drain(errored);
      return undefined;
    }
    if (this.#calls++ === 0) this.#http2.ref();
    stream[sessionOf] = this;
    stream.on("close", releaseSession);
    return stream;
  }

  /** A stream of {@link ClientSession.request} has closed. */
  release(): void {
    if (--this.#calls > 0) return;
    this.#quietSinceMs = performance.now();
    this.#http2.unref();
  }

  /** Whether the process waits for a connection in the making. */
  hold(wanted: boolean): void {
    if (wanted) this.#http2.ref();
    else if (this.#calls === 0) this.#http2.unref();
  }

  /** Takes no new calls, and ends with the last that it has. */
  drain(reason: Error): void {
    this.#retire(reason);
    this.#http2.close();
  }

  /** Ends at once, with all calls. */
  destroy(reason: Error): void {
    this.#reason = reason;
    this.#retire(reason);
    this.#http2.destroy();
    this.#socket.destroy();
  }

  #listen(target: DialTarget): void {
    const http2 = this.#http2;
    const { connectTimeoutMs } = this.#policy;
    const giveUp = (): void => this.destroy(new Error(`no HTTP/2 server answered within ${connectTimeoutMs} ms`));
    this.#cancelConnectTimer = startTimer(connectTimeoutMs, giveUp, false);
    http2.on("connect", () => {
      if (target.tls !== undefined && (this.#socket as TLSSocket).alpnProtocol !== "h2") {
        this.destroy(new Error("the server did not agree to HTTP/2 by ALPN"));
      }
    });
    // The server's first frame. A socket that only connects may still lead to nobody.
    http2.once("remoteSettings", () => this.#start());
    // The acknowledgement of ours: what the server grants at the start of a connection has come before it.
    http2.once("localSettings", () => this.#widen());
    http2.on("goaway", (code, lastStreamId, text) => this.#onGoaway(code, lastStreamId, text));
    http2.on("error", (error) => this.#retire(error));
    http2.on("close", () => {
      this.#retire(new Error("the connection was closed"));
      this.#state = "closed";
      this.#observer.onClosed(this);
    });
  }

  #start(): void {
    if (this.#state !== "connecting") return;
    this.#cancelConnectTimer?.();
    this.#state = "open";
    this.#quietSinceMs = performance.now();
    const upkeepMs = Math.min(this.#policy.keepaliveMs, this.#policy.idleTimeoutMs, longestTimeoutMs);
    this.#upkeepTimer = setInterval(() => this.#keepUp(), upkeepMs).unref();
    this.#observer.onReady(this);
  }

  /**
   * Lets the server send more than 64 KiB ahead; but not if the server has granted us the same. A Node process stops
   * to read a socket while it waits to write to it: with more on its way, in both directions, than the system's
   * buffers hold, two of them would wait for each other for ever.
   */
  #widen(): void {
    const { connectionWindowBytes } = this.#policy;
    if (this.#http2.destroyed || connectionWindowBytes <= defaultWindowBytes) return;
    if ((this.#http2.state.remoteWindowSize ?? 0) > defaultWindowBytes) return;
    this.#http2.setLocalWindowSize(connectionWindowBytes);
  }

  #keepUp(): void {
    const { keepaliveMs, keepaliveWithoutCalls, idleTimeoutMs } = this.#policy;
    const idleMs = this.#calls > 0 ? 0 : performance.now() - this.#quietSinceMs;
    if (idleMs >= idleTimeoutMs) return this.drain(new Error(`the connection was idle for ${idleTimeoutMs} ms`));
    const { bytesRead } = this.#socket;
    const heard = bytesRead !== this.#bytesSeen;
    this.#bytesSeen = bytesRead;
    if (keepaliveMs < Infinity && !heard && (this.#calls > 0 || keepaliveWithoutCalls)) this.#ping();
  }

  #ping(): void {
    if (this.#cancelPongTimer !== undefined || this.#http2.destroyed) return;
    const { keepaliveTimeoutMs } = this.#policy;
    const giveUp = (): void =>
      this.destroy(new Error(`the server did not answer a PING within ${keepaliveTimeoutMs} ms`));
    this.#cancelPongTimer = startTimer(keepaliveTimeoutMs, giveUp, false);
    this.#http2.ping(() => {
      this.#cancelPongTimer?.();
      this.#cancelPongTimer = undefined;
    });
  }

  #onGoaway(code: number, lastStreamId: number, text: Buffer | undefined): void {
    this.#goawayCode = code;
    this.#lastStreamId = lastStreamId;
    const words = text === undefined || text.length === 0 ? "" : `: ${text.toString("latin1")}`;
    this.#retire(new Error(`the server closed the connection (GOAWAY, ${resetName(code)})${words}`));
  }

  #retire(reason: Error): void {
    if (this.#state === "draining" || this.#state === "closed") return;
    this.#state = "draining";
    this.#reason ??= reason;
    this.#cancelConnectTimer?.();
    clearInterval(this.#upkeepTimer);
    this.#observer.onRetired(this, reason);
  }
}
