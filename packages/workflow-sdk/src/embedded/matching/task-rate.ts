import type { Clock } from "@millrace/protocol";

/** So much of what was not used is made up for at once. */
const burstMs = 1_000;

/** How many tasks of a queue are given out in a second, as workers ask for it. */
export class TaskRate {
  readonly #clock: Clock;
  #intervalMs = 0;
  /** When the next task may be given out; in the past, as long as few are. */
  #readyMs = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined: no limit. 0: none at all. */
  set(perSecond: number | undefined): void {
    const intervalMs = perSecond === undefined ? 0 : 1_000 / Math.max(0, perSecond);
    if (intervalMs === this.#intervalMs) return;
    this.#intervalMs = intervalMs;
    // A wait that a lower rate has made is not that of a higher one.
    this.#readyMs = Math.min(this.#readyMs, this.#clock.monotonic() + (intervalMs === Infinity ? 0 : intervalMs));
  }

  /** How long until a task may be given out. */
  get waitMs(): number {
    if (this.#intervalMs === 0) return 0;
    if (this.#intervalMs === Infinity) return Infinity;
    return Math.max(0, this.#readyMs - this.#clock.monotonic());
  }

  /** Takes leave to give one out; false if it is too soon. */
  take(): boolean {
    if (this.#intervalMs === 0) return true;
    if (this.waitMs > 0) return false;
    this.#readyMs = Math.max(this.#readyMs, this.#clock.monotonic() - burstMs) + this.#intervalMs;
    return true;
  }

  /** The task was not to be done any more. */
  giveBack(): void {
    if (this.#intervalMs !== Infinity) this.#readyMs -= this.#intervalMs;
  }
}
