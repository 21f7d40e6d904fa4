import type { CancelTimer, Clock } from "@millrace/protocol";

/** Of the heartbeat timeout, so that a heartbeat that takes its time is not late. */
const shareOfTimeout = 0.8;
const longestIntervalMs = 60_000;
const intervalWithoutTimeoutMs = 30_000;

/** How far apart heartbeats are sent. `timeoutMs` is 0 where the server expects none. */
export function heartbeatIntervalMs(timeoutMs: number): number {
  const intervalMs = timeoutMs > 0 ? timeoutMs * shareOfTimeout : intervalWithoutTimeoutMs;
  return Math.min(longestIntervalMs, intervalMs);
}

export interface HeartbeatSettings<Details> {
  readonly intervalMs: number;
  readonly clock: Clock;
  /** Sends one heartbeat; it never rejects. Is called for one heartbeat at a time. */
  readonly send: (details: Details) => Promise<void>;
}

/**
 * The heartbeats of one attempt. The first goes out at once. Those that follow wait until the interval since the last
 * one has passed and its answer is there; the last one waiting wins.
 */
export class Heartbeats<Details> {
  readonly #settings: HeartbeatSettings<Details>;
  #last: { readonly details: Details } | undefined;
  #waiting = false;
  #sending: Promise<void> | undefined;
  #cancelPause: CancelTimer | undefined;
  #stopped = false;

  constructor(settings: HeartbeatSettings<Details>) {
    this.#settings = settings;
  }

  /** The details that were recorded last, sent or not. */
  get last(): Details | undefined {
    return this.#last?.details;
  }

  record(details: Details): void {
    if (this.#stopped) return;
    this.#last = { details };
    this.#waiting = true;
    if (this.#sending === undefined && this.#cancelPause === undefined) this.#send();
  }

  /** No heartbeat goes out any more. */
  stop(): void {
    this.#stopped = true;
    this.#cancelPause?.();
    this.#cancelPause = undefined;
  }

  /** Stops, sends what waits, and resolves when the last answer is there. */
  async flush(): Promise<void> {
    this.stop();
    await this.#sending;
    if (this.#waiting && this.#last !== undefined) await this.#settings.send(this.#last.details);
    this.#waiting = false;
  }

  #send(): void {
    const { details } = this.#last as { readonly details: Details };
    const { intervalMs, clock, send } = this.#settings;
    const sentMs = clock.monotonic();
    this.#waiting = false;
    this.#sending = send(details).finally(() => {
      this.#sending = undefined;
      if (!this.#stopped) this.#pause(Math.max(0, sentMs + intervalMs - clock.monotonic()));
    });
  }

  #pause(pauseMs: number): void {
    this.#cancelPause = this.#settings.clock.setTimer(pauseMs, () => {
      this.#cancelPause = undefined;
      if (this.#waiting) this.#send();
    });
  }
}
