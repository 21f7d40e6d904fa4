import type { ActivityFacts, ActivityState } from "./activity-state.ts";

/** One standalone activity, and who waits for it to change. */
export class ActivityExecution {
  readonly facts: ActivityFacts;
  readonly #watchers = new Set<() => void>();
  #state: ActivityState;

  constructor(facts: ActivityFacts, state: ActivityState) {
    this.facts = facts;
    this.#state = state;
  }

  get state(): ActivityState {
    return this.#state;
  }

  /** Puts it into another state. */
  become(state: ActivityState): void {
    this.#state = state;
  }

  /** Tells those who wait that it is in another state. */
  wake(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** Calls back at each change. */
  watch(callback: () => void): () => void {
    this.#watchers.add(callback);
    return () => void this.#watchers.delete(callback);
  }
}
