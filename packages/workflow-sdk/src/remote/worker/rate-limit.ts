import { sleep, type Clock } from "@millrace/protocol";

/** A tenth of a second's worth may come at once: timers are coarse. */
const burstSeconds = 0.1;

/** A token bucket: lets so many through in a second. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #clock: Clock;
  #tokens: number;
  #countedMs: number;

  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#burst = Math.max(1, perSecond * burstSeconds);
    this.#clock = clock;
    this.#tokens = this.#burst;
    this.#countedMs = clock.monotonic();
  }

  /** Waits until one more may pass; `false` if the signal aborted first. In the order of the calls. */
  async take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    this.#refill();
    // Below zero are those who wait already: each waits for its own token.
    this.#tokens--;
    if (this.#tokens >= 0) return true;
    try {
      await sleep((-this.#tokens / this.#perSecond) * 1000, { signal, clock: this.#clock });
      return true;
    } catch {
      this.giveBack();
      return false;
    }
  }

  /** For who took one and then had nothing to let through. */
  giveBack(): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + 1);
  }

  #refill(): void {
    const nowMs = this.#clock.monotonic();
    const grown = this.#tokens + ((nowMs - this.#countedMs) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, grown);
    this.#countedMs = nowMs;
  }
}
