import { Code, ConnectError } from "@connectrpc/connect";
import { startTimer } from "../../internal/start-timer.ts";
import { describeAddress } from "../address.ts";
import type { DialTarget } from "./dial.ts";
import { unavailable } from "./errors.ts";
import { ClientSession, type SessionObserver, type SessionPolicy } from "./session.ts";

/** How long the pauses between attempts to connect are. */
export interface ConnectBackoff {
  /** The pause after the first failure. Default 100. */
  readonly initialMs?: number;
  /** No pause is longer. Default 5000. */
  readonly maxMs?: number;
  /** Each pause is so many times as long as the one before. Default 1.6. */
  readonly factor?: number;
  /** Pauses vary by this share of themselves, so that clients do not come back all at once. Default 0.2. */
  readonly jitter?: number;
}

export const connectBackoffDefaults: Required<ConnectBackoff> = Object.freeze({
  initialMs: 100,
  maxMs: 5_000,
  factor: 1.6,
  jitter: 0.2,
});

export interface ConnectionOptions extends SessionPolicy {
  readonly target: DialTarget;
  readonly backoff: Required<ConnectBackoff>;
  /** Calls wait out failures to connect, until their deadline, instead of failing with them. */
  readonly waitForReady: boolean;
}

/** A call that waits for a session. */
export interface SessionWaiter {
  onSession(session: ClientSession): void;
  onNoSession(error: ConnectError): void;
}

/** Keeps one open session to the server, dials when calls need one, and lets old sessions run out. */
export class ClientConnection implements SessionObserver {
  readonly #options: ConnectionOptions;
  readonly #waiters = new Set<SessionWaiter>();
  /** All sessions that are not at their end, the current one among them. */
  readonly #sessions = new Set<ClientSession>();
  #current: ClientSession | undefined;
  #keepaliveMs: number;
  #failures = 0;
  #failure: ConnectError | undefined;
  #retryAtMs = 0;
  #cancelRetry: (() => void) | undefined;
  #closed: ConnectError | undefined;
  #whenEmpty: (() => void) | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#keepaliveMs = options.keepaliveMs;
  }

  /** The session for a new call, if there is one right now. */
  get session(): ClientSession | undefined {
    const session = this.#current;
    return session !== undefined && session.open && this.#closed === undefined ? session : undefined;
  }

  /** Tells the waiter when there is a session, or that there will be none. */
  wait(waiter: SessionWaiter): void {
    if (this.#closed !== undefined) return waiter.onNoSession(this.#closed);
    if (this.#current?.connecting === false) this.#current = undefined;
    const pauseMs = this.#retryAtMs - performance.now();
    if (this.#current === undefined && pauseMs > 0) {
      if (!this.#options.waitForReady) return waiter.onNoSession(this.#failure ?? unavailable("no connection"));
      // Referenced: a call waits for it.
      this.#cancelRetry ??= startTimer(pauseMs, () => this.#retry());
    }
    this.#waiters.add(waiter);
    if (this.#cancelRetry === undefined) this.#dial();
  }

  /** The waiter has lost its interest. */
  leave(waiter: SessionWaiter): void {
    if (!this.#waiters.delete(waiter) || this.#waiters.size > 0) return;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#current?.hold(false);
  }

  /** No new calls; the open ones have `graceMs` to end. Resolves when all sessions have ended. */
  close(graceMs: number): Promise<void> {
    this.#closed ??= new ConnectError("the transport was closed", Code.Canceled);
    this.#failWaiters(this.#closed);
    for (const session of this.#sessions) session.drain(this.#closed);
    return new Promise((resolve) => {
      const cancel = startTimer(graceMs, () => {
        for (const session of this.#sessions) session.destroy(this.#closed as ConnectError);
      });
      const previous = this.#whenEmpty;
      this.#whenEmpty = () => {
        cancel();
        previous?.();
        resolve();
      };
      if (this.#sessions.size === 0) this.#whenEmpty();
    });
  }

  onReady(session: ClientSession): void {
    this.#failures = 0;
    this.#failure = undefined;
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    session.hold(false);
    for (const waiter of waiters) waiter.onSession(session);
  }

  onRetired(session: ClientSession, reason: Error): void {
    if (session.pingedTooMuch) this.#keepaliveMs *= 2;
    if (this.#current !== session) return;
    this.#current = undefined;
    // Whoever still waits waited for this connection: it never came to be.
    if (this.#waiters.size > 0) this.#onDialFailed(reason);
  }

  onClosed(session: ClientSession): void {
    this.#sessions.delete(session);
    if (this.#sessions.size === 0) this.#whenEmpty?.();
  }

  #dial(): void {
    if (this.#current === undefined) {
      const policy = { ...this.#options, keepaliveMs: this.#keepaliveMs };
      try {
        this.#current = new ClientSession(this.#options.target, policy, this);
      } catch (error) {
        return this.#onDialFailed(error as Error);
      }
      this.#sessions.add(this.#current);
    }
    this.#current.hold(true);
  }

  #retry(): void {
    this.#cancelRetry = undefined;
    this.#dial();
  }

  #onDialFailed(reason: Error): void {
    const { initialMs, maxMs, factor, jitter } = this.#options.backoff;
    const pauseMs = Math.min(maxMs, initialMs * factor ** this.#failures++) * (1 + jitter * (2 * Math.random() - 1));
    this.#retryAtMs = performance.now() + pauseMs;
    const where = describeAddress(this.#options.target.address);
    this.#failure = unavailable(`cannot connect to ${where}: ${reason.message}`, reason);
    if (this.#options.waitForReady) this.#cancelRetry ??= startTimer(pauseMs, () => this.#retry());
    else this.#failWaiters(this.#failure);
  }

  #failWaiters(error: ConnectError): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of waiters) waiter.onNoSession(error);
  }
}
