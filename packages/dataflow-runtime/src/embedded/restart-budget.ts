import type { RestartPlan } from "../descriptor/plan.ts";
import type { NodeExit } from "./node-host.ts";

/** Beyond it a doubled delay does not grow. */
const mostDoublings = 16;

/** How often a node may still be restarted, and how long to wait before. */
export class RestartBudget {
  readonly #plan: RestartPlan;
  #inWindow = 0;
  #windowStartMs = 0;

  constructor(plan: RestartPlan) {
    this.#plan = plan;
  }

  /** The wait in ms before the next life, or `undefined` when there is none. `nowMs` is monotonic. */
  next(exit: NodeExit, nowMs: number): number | undefined {
    const { policy, maxRestarts, windowMs, delayMs = 0, maxDelayMs = Infinity } = this.#plan;
    if (policy === "never" || (policy === "on-failure" && exit.ok)) return undefined;
    const isOver = windowMs !== undefined && nowMs - this.#windowStartMs > windowMs;
    if (this.#inWindow === 0 || isOver) {
      this.#inWindow = 0;
      this.#windowStartMs = nowMs;
    }
    if (maxRestarts > 0 && this.#inWindow >= maxRestarts) return undefined;
    const doublings = Math.min(this.#inWindow++, mostDoublings);
    return Math.min(delayMs * 2 ** doublings, maxDelayMs);
  }
}
