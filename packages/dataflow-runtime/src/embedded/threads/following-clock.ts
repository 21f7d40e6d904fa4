import type { HlcTimestamp } from "../../node-link.ts";
import { HybridClock } from "../../wire/hybrid-clock.ts";

/**
 * The clock of a worker. Threads of one process share the time of day, so that a message from another is hardly ever
 * ahead: its time is only taken note of when a stamp would come out earlier.
 */
export class FollowingClock {
  readonly #clock = new HybridClock();
  #latest: HlcTimestamp | undefined;

  /** Takes note of the time of a message. */
  see(timestamp: HlcTimestamp): void {
    if (this.#latest === undefined || timestamp.time > this.#latest.time) this.#latest = timestamp;
  }

  now(): HlcTimestamp {
    const now = this.#clock.now();
    if (this.#latest === undefined || now.time > this.#latest.time) return now;
    this.#clock.update(this.#latest);
    return this.#clock.now();
  }
}
