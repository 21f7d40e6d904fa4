import type { OutgoingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { longestTimeoutMs, startTimer } from "../../internal/start-timer.ts";
import { defaultWindowBytes, errorCodes } from "../http2/frames.ts";
import { type ConnectionObserver, Http2Connection } from "../http2/http2-connection.ts";
import type { Http2Stream, StreamOwner } from "../http2/http2-stream.ts";
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

/**
 * One HTTP/2 connection from dialling to its end. It keeps the process alive only while it has calls, or is waited for.
 */
export class ClientSession implements ConnectionObserver {
  readonly #http2: Http2Connection;
  readonly #socket: Socket | TLSSocket;
  readonly #policy: SessionPolicy;
  readonly #observer: SessionObserver;
  #state: "connecting" | "open" | "draining" | "closed" = "connecting";
  #calls = 0;
  #cancelConnectTimer: (() => void) | undefined;
  #upkeepTimer: NodeJS.Timeout | undefined;
  #cancelPongTimer: (() => void) | undefined;
  #cancelLinger: (() => void) | undefined;
  #bytesSeen = 0;
  #quietSinceMs = 0;
  #goawayCode: number | undefined;
  #lastStreamId = Infinity;
  #reason: Error | undefined;

  constructor(target: DialTarget, policy: SessionPolicy, observer: SessionObserver) {
    this.#policy = policy;
    this.#observer = observer;
    this.#socket = dial(target);
    this.#http2 = new Http2Connection(this.#socket, policy, this);
    this.#listen(target);
  }

  /** Whether new calls fit in. */
  get open(): boolean {
    return this.#state === "open";
  }

  /** Whether it will be open. */
  get connecting(): boolean {
    return this.#state === "connecting";
  }

  /** Whether the server ended it because it wants fewer keepalive PINGs. */
  get pingedTooMuch(): boolean {
    return this.#goawayCode === errorCodes.enhanceYourCalm;
  }

  /** Why it takes no new calls, or has lost those that it had. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Whether the connection itself is gone, and not only a call of it. */
  get lost(): boolean {
    return this.#state === "closed";
  }

  /** True if the server has not looked at the stream, and never will: its call may be made again elsewhere. */
  leftOut(stream: Http2Stream): boolean {
    return stream.id === undefined || stream.id > this.#lastStreamId;
  }

  /**
   * Opens a stream. Only while {@link ClientSession.open}. Undefined if the connection has used up its stream ids: then
   * it is retired, and the call belongs on another one.
   */
  request(headers: Readonly<OutgoingHttpHeaders>, owner: StreamOwner): Http2Stream | undefined {
    const stream = this.#http2.request(headers, owner);
    if (stream === undefined) this.drain(new Error("the connection has no stream ids left"));
    else if (this.#calls++ === 0) this.#socket.ref();
    return stream;
  }

  onStreamClosed(): void {
    if (--this.#calls > 0) return;
    this.#quietSinceMs = performance.now();
    this.#socket.unref();
    if (this.#state === "draining") this.#leave();
  }

  /** Whether the process waits for a connection in the making. */
  hold(wanted: boolean): void {
    if (wanted) this.#socket.ref();
    else if (this.#calls === 0) this.#socket.unref();
  }

  /** Takes no new calls, and ends with the last that it has. */
  drain(reason: Error): void {
    this.#retire(reason);
    this.#http2.drain();
    if (this.#calls === 0) this.#leave();
  }

  /** Ends at once, with all calls. */
  destroy(reason: Error): void {
    // The first reason is the one that others follow from.
    if (this.#state !== "closed") this.#reason = reason;
    this.#retire(reason);
    this.#end();
    this.#socket.destroy();
  }

  /** Ends in peace. A server that does not read what is on its way is left all the same. */
  #leave(): void {
    if (this.#http2.closed) return;
    this.#http2.goaway(errorCodes.noError);
    this.#end();
    this.#cancelLinger = startTimer(this.#policy.keepaliveTimeoutMs, () => this.#socket.destroy(), false);
    this.#socket.destroySoon();
  }

  /** Nothing comes or goes any more. */
  #end(): void {
    this.#state = "closed";
    clearInterval(this.#upkeepTimer);
    this.#cancelPongTimer?.();
    this.#http2.close();
  }

  #listen(target: DialTarget): void {
    const socket = this.#socket;
    const { connectTimeoutMs } = this.#policy;
    const giveUp = (): void => this.destroy(new Error(`no HTTP/2 server answered within ${connectTimeoutMs} ms`));
    this.#cancelConnectTimer = startTimer(connectTimeoutMs, giveUp, false);
    socket.once(target.tls === undefined ? "connect" : "secureConnect", () => {
      if (target.tls !== undefined && (socket as TLSSocket).alpnProtocol !== "h2") {
        this.destroy(new Error("the server did not agree to HTTP/2 by ALPN"));
      } else this.#http2.start();
    });
    socket.on("error", (error) => this.#retire(error));
    // Nothing comes any more. What is on its way to the server might never leave, and the socket stay half open.
    socket.once("end", () => this.destroy(this.#reason ?? new Error("the server closed the connection")));
    socket.once("close", () => {
      this.#cancelLinger?.();
      this.#retire(new Error("the server closed the connection"));
      this.#end();
      this.#observer.onClosed(this);
    });
  }

  /** The server's first frame. A socket that only connects may still lead to nobody. */
  onReady(): void {
    if (this.#state !== "connecting") return;
    this.#cancelConnectTimer?.();
    this.#state = "open";
    this.#quietSinceMs = performance.now();
    const upkeepMs = Math.min(this.#policy.keepaliveMs, this.#policy.idleTimeoutMs, longestTimeoutMs);
    this.#upkeepTimer = setInterval(() => this.#keepUp(), upkeepMs).unref();
    this.#observer.onReady(this);
  }

  onBroken(error: Error): void {
    this.destroy(error);
  }

  /**
   * Lets the server send more than 64 KiB ahead; but not if the server has granted us the same. A Node process stops
   * to read a socket while it waits to write to it: with more on its way, in both directions, than the system's
   * buffers hold, it would wait for us for ever. What it grants at the start of a connection has come before this.
   */
  onAcknowledged(): void {
    const { connectionWindowBytes } = this.#policy;
    if (connectionWindowBytes <= defaultWindowBytes || this.#http2.serverWindowBytes > defaultWindowBytes) return;
    this.#http2.widen(connectionWindowBytes);
  }

  #keepUp(): void {
    const { keepaliveMs, keepaliveWithoutCalls, idleTimeoutMs } = this.#policy;
    const idleMs = this.#calls > 0 ? 0 : performance.now() - this.#quietSinceMs;
    if (idleMs >= idleTimeoutMs && this.#state === "open")
      return this.drain(new Error(`the connection was idle for ${idleTimeoutMs} ms`));
    const { bytesRead } = this.#socket;
    const heard = bytesRead !== this.#bytesSeen;
    this.#bytesSeen = bytesRead;
    if (keepaliveMs < Infinity && !heard && (this.#calls > 0 || keepaliveWithoutCalls)) this.#ping();
  }

  #ping(): void {
    if (this.#cancelPongTimer !== undefined || this.#http2.closed) return;
    const { keepaliveTimeoutMs } = this.#policy;
    const giveUp = (): void =>
      this.destroy(new Error(`the server did not answer a PING within ${keepaliveTimeoutMs} ms`));
    this.#cancelPongTimer = startTimer(keepaliveTimeoutMs, giveUp, false);
    this.#http2.ping(() => {
      this.#cancelPongTimer?.();
      this.#cancelPongTimer = undefined;
    });
  }

  onGoaway(code: number, lastStreamId: number, text: string): void {
    this.#goawayCode = code;
    this.#lastStreamId = lastStreamId;
    const words = text === "" ? "" : `: ${text}`;
    const reason = new Error(`the server closed the connection (GOAWAY, ${resetName(code)})${words}`);
    if (code === errorCodes.noError) this.drain(reason);
    else this.destroy(reason);
  }

  #retire(reason: Error): void {
    if (this.#state === "draining" || this.#state === "closed") return;
    this.#state = "draining";
    this.#reason ??= reason;
    this.#cancelConnectTimer?.();
    this.#observer.onRetired(this, reason);
  }
}
