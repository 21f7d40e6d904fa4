import type { history } from "@millrace/protocol/temporal";
import type { ActivityFacts, ActivityState } from "../activities/activity-state.ts";

/** What one transition changed of one run. */
export interface StoredChange {
  readonly namespaceId: string;
  readonly workflowId: string;
  readonly runId: string;
  /** In the order of their ids, behind those that were stored before. */
  readonly events: readonly history.HistoryEvent[];
}

/** What a transition made of a standalone activity. */
export interface StoredActivity {
  readonly facts: ActivityFacts;
  /** Absent: it is forgotten. */
  readonly state?: ActivityState;
}

/**
 * Where transitions are kept. Everything that one transition changed is committed at once, in the order of the calls,
 * before anybody gets to see it.
 */
export interface Store {
  /** Nothing to wait for, or a promise that rejects when the transition is lost. */
  commit(changes: readonly StoredChange[], activity?: StoredActivity): Promise<void> | undefined;
}

/** Keeps nothing: what the engine has in memory is all there is. */
export const memoryStore: Store = Object.freeze({ commit: () => undefined });
