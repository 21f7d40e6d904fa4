import type { Clock } from "@millrace/protocol";
import type { SourceMessage } from "../../spec-components.ts";
import type { GeneratorPlan } from "../spec/plan.ts";
import type { Feed } from "./feed.ts";
import { WakeUp } from "./wake-up.ts";

/** Numaflow's generator: `rpu` messages at once in each `duration`, the first ones at the start. */
export class GeneratorFeed implements Feed {
  readonly #plan: GeneratorPlan;
  readonly #clock: Clock;
  readonly #wakeUp: WakeUp;
  readonly #padding: string;
  #dueMs: number;
  #left = 0;
  #count = 0;
  #stopped = false;

  constructor(plan: GeneratorPlan, clock: Clock) {
    this.#plan = plan;
    this.#clock = clock;
    this.#wakeUp = new WakeUp(clock);
    this.#padding = "0".repeat(plan.msgSize);
    this.#dueMs = clock.now();
  }

  async read(most: number, waitMs: number): Promise<readonly SourceMessage[] | undefined> {
    if (this.#left === 0) {
      const untilDueMs = this.#dueMs - this.#clock.now();
      if (untilDueMs > 0 && !this.#stopped) await this.#wakeUp.wait(Math.min(untilDueMs, waitMs));
      this.#tick();
    }
    if (this.#stopped) return undefined;
    const batch = Array.from({ length: Math.min(most, this.#left) }, () => this.#next());
    this.#left -= batch.length;
    return batch;
  }

  stop(): void {
    this.#stopped = true;
    this.#wakeUp.wake();
  }

  #tick(): void {
    if (this.#clock.now() < this.#dueMs) return;
    this.#left = this.#plan.rpu;
    // Ticks that were missed because the vertices are slow are not made up for.
    this.#dueMs = Math.max(this.#dueMs + this.#plan.durationMs, this.#clock.now());
  }

  #next(): SourceMessage {
    const { keyCount, value, valueBlob } = this.#plan;
    const id = this.#count++;
    const keys = keyCount === 0 ? noKeys : [`key-${id % keyCount}`];
    if (valueBlob !== undefined) return { value: valueBlob, keys };
    // Not by JSON.stringify: the generator is to be faster than what it feeds.
    return { value: `{"id":${id},"value":${value ?? this.#clock.now()},"padding":"${this.#padding}"}`, keys };
  }
}

const noKeys: readonly string[] = Object.freeze([]);
