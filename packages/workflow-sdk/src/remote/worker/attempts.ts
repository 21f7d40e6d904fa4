import type { ActivityCancelReason } from "../../activity-cancellation.ts";
import type { Slots } from "../../internal/slots.ts";
import type { ActivityTask } from "../../wire/activity-task.ts";
import { Attempt } from "./attempt.ts";
import type { Reporting } from "./reporter.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** The attempts that a worker has in hand. */
export class Attempts {
  readonly #worker: WorkerSettings;
  readonly #reporting: Reporting;
  readonly #slots: Slots;
  readonly #running = new Set<Attempt>();
  #reason: ActivityCancelReason | undefined;
  #onNone: (() => void) | undefined;

  constructor(worker: WorkerSettings, reporting: Reporting, slots: Slots) {
    this.#worker = worker;
    this.#reporting = reporting;
    this.#slots = slots;
  }

  /** Those whose code has not ended. */
  get running(): readonly ActivityTask[] {
    return [...this.#running].filter(({ ended }) => !ended).map(({ task }) => task);
  }

  /** Those whose code has ended, and whose report the server has not answered. */
  get reporting(): readonly ActivityTask[] {
    return [...this.#running].filter(({ ended }) => ended).map(({ task }) => task);
  }

  /** Takes over the slot that the task came with. */
  begin(task: ActivityTask): void {
    const attempt = new Attempt(task, this.#worker, this.#reporting, (freed) => this.#free(freed));
    this.#running.add(attempt);
    if (this.#reason !== undefined) attempt.cancel(this.#reason);
    void attempt.run();
  }

  /** Those that run, and those that still come. */
  cancelAll(reason: ActivityCancelReason): void {
    this.#reason = reason;
    for (const attempt of this.#running) attempt.cancel(reason);
  }

  /** Resolves when none runs. */
  async ended(): Promise<void> {
    if (this.#running.size > 0) await new Promise<void>((resolve) => (this.#onNone = resolve));
  }

  #free(attempt: Attempt): void {
    this.#running.delete(attempt);
    this.#slots.giveBack();
    if (this.#running.size === 0) this.#onNone?.();
  }
}
