/** Far less than any heartbeat timeout, and far more than a message takes. */
const pauseMs = 20;

/**
 * The heartbeats of a thread on their way to the worker's. Code that computes may call as often as it likes: each message
 * waits in the worker's memory until it is read, so that only some are sent, and the last one in any case.
 */
export class ThreadHeartbeats {
  readonly #send: (details: readonly unknown[]) => void;
  #sentMs = -Infinity;
  #waiting: readonly unknown[] | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (details: readonly unknown[]) => void) {
    this.#send = send;
  }

  /** @throws a `DataCloneError` for what cannot be copied to another thread */
  record(details: readonly unknown[]): void {
    const nowMs = performance.now();
    if (nowMs - this.#sentMs < pauseMs) {
      // What becomes of the objects later is not told.
      this.#waiting = structuredClone(details);
      // For code that gives way; to code that computes, time does not pass.
      this.#timer ??= setTimeout(() => this.flush(), pauseMs);
      return;
    }
    this.#sentMs = nowMs;
    this.#waiting = undefined;
    this.#send(details);
  }

  /** Before the thread tells how the activity ended. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting !== undefined) this.#send(this.#waiting);
    this.#waiting = undefined;
  }
}
