import type { Clock } from "@millrace/protocol";
import { msOfInstant, type Flowing } from "../flowing.ts";
import type { WatermarkPlan } from "../spec/plan.ts";

/** The watermark of a source: what event times say, and the clock where nothing comes. It never goes back. */
export class SourceWatermark {
  readonly #plan: WatermarkPlan;
  readonly #clock: Clock;
  readonly #startedMs: number;
  /** -1, a millisecond before the epoch: none yet. The engine has no other word for it, so nothing older counts. */
  #ms = -1;
  #lastDataMs: number | undefined;
  #lastStepMs = -Infinity;

  constructor(plan: WatermarkPlan, clock: Clock) {
    this.#plan = plan;
    this.#clock = clock;
    this.#startedMs = clock.now();
  }

  /** `undefined` as long as there is none. */
  get ms(): number | undefined {
    return this.#ms < 0 ? undefined : this.#ms;
  }

  /**
   * Derives the watermark from a batch, and tells its messages; those from before it are late.
   *
   * @param heldMs the time of a message that is to come again, which counts as if it were of the batch
   */
  observe(batch: readonly Flowing[], heldMs: number = Infinity): void {
    if (batch.length === 0) return;
    this.#lastDataMs = this.#clock.now();
    const times = batch.map(({ eventTime }) => msOfInstant(eventTime));
    const earliest = times.reduce((least, time) => Math.min(least, time), heldMs);
    const ms = Math.max(this.#ms, earliest - this.#plan.maxDelayMs);
    this.#ms = ms;
    for (const [nth, message] of batch.entries()) {
      message.watermarkMs = ms;
      message.isLate = (times[nth] as number) < ms;
    }
  }

  /** Called while nothing comes: moves the watermark on where the spec says how, and tells whether it did. */
  idle(): boolean {
    const { idle, maxDelayMs } = this.#plan;
    if (idle === undefined) return false;
    const now = this.#clock.now();
    if (this.#lastDataMs === undefined) return this.#neverFed(now);
    const idleMs = now - this.#lastDataMs;
    if (idleMs < idle.thresholdMs || now - this.#lastStepMs < idle.stepIntervalMs) return false;
    const ms = Math.min(this.#ms + idle.incrementByMs, now - maxDelayMs);
    this.#lastStepMs = now;
    if (ms <= this.#ms) return false;
    this.#ms = ms;
    return true;
  }

  /** How often {@link idle} is to be asked. */
  get idleCheckMs(): number {
    const { idle } = this.#plan;
    return idle === undefined ? Infinity : Math.max(1, Math.min(idle.thresholdMs, idle.stepIntervalMs || Infinity));
  }

  #neverFed(now: number): boolean {
    const { initDelayMs } = this.#plan.idle ?? {};
    if (initDelayMs === undefined || now - this.#startedMs < initDelayMs || now <= this.#ms) return false;
    this.#ms = now;
    return true;
  }
}
