import type { CancelTimer, Clock } from "./clock.ts";
import { checkNumber, checkOptions } from "./options.ts";

export interface ManualClockOptions {
  /** Wall time at the start, milliseconds since 1970-01-01T00:00:00Z. Default 0. */
  readonly nowMs?: number;
}

interface ManualTimer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  readonly #startMs: number;
  #elapsedMs = 0;
  /** In the order of creation, which decides between timers that are due at the same time. */
  readonly #timers = new Set<ManualTimer>();
  #advancing: Promise<void> = Promise.resolve();

  constructor(options: ManualClockOptions = {}) {
    checkOptions(options, ["nowMs"], "ManualClock");
    this.#startMs = options.nowMs ?? 0;
  }

  now(): number {
    return this.#startMs + this.#elapsedMs;
  }

  /** Milliseconds by which this clock was advanced so far. */
  monotonic(): number {
    return this.#elapsedMs;
  }

  /** How many timers wait. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  setTimer(delayMs: number, callback: () => void): CancelTimer {
    checkNumber(delayMs, "delayMs", "ManualClock.setTimer", { min: 0 });
    const timer: ManualTimer = { dueMs: this.#elapsedMs + delayMs, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /**
   * Moves time by `ms` (≥ 0) and runs the timers that fall due, in order, each at its own time; timers that they
   * create run too if they fall due. Before the first, after each and at the end, promises and immediates settle.
   * Rejects with what a callback throws. Calls do not overlap: a second one starts when the first has ended.
   */
  async advance(ms: number): Promise<void> {
    checkNumber(ms, "ms", "ManualClock.advance", { min: 0 });
    const done = this.#advancing.then(() => this.#advanceTo(this.#elapsedMs + ms));
    this.#advancing = done.catch(() => undefined);
    await done;
  }

  async #advanceTo(targetMs: number): Promise<void> {
    await settled();
    for (let timer = this.#nextDue(targetMs); timer !== undefined; timer = this.#nextDue(targetMs)) {
      this.#elapsedMs = timer.dueMs;
      this.#timers.delete(timer);
      timer.callback();
      await settled();
    }
    this.#elapsedMs = targetMs;
  }

  #nextDue(targetMs: number): ManualTimer | undefined {
    let next: ManualTimer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs <= targetMs && (next === undefined || timer.dueMs < next.dueMs)) next = timer;
    }
    return next;
  }
}

/** A turn of the event loop: every microtask that is queued now, and those that they queue, have run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
