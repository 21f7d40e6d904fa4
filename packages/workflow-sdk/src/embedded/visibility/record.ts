import type { common } from "@millrace/protocol/temporal";

/** The states that lists filter by, in the words of the query language. */
export const executionStatuses = [
  "Running",
  "Completed",
  "Failed",
  "Canceled",
  "Terminated",
  "ContinuedAsNew",
  "TimedOut",
  "Paused",
] as const;

export type ExecutionStatus = (typeof executionStatuses)[number];

/** An id and the run that has it. */
export interface ExecutionKey {
  readonly id: string;
  readonly runId: string;
}

/** Workflows and standalone activities have ids, lists and counts of their own. */
export type ExecutionKind = "workflow" | "activity";

/** What lists know of one run. Written when it starts, when its attributes or its memo change, and when it closes. */
export interface VisibilityRecord extends ExecutionKey {
  readonly kind: ExecutionKind;
  readonly namespace: string;
  /** Of the workflow or the activity: its registered name. */
  readonly type: string;
  readonly status: ExecutionStatus;
  readonly taskQueue: string;
  /** Milliseconds since 1970; when the run was started. */
  readonly startTimeMs: number;
  /** When its first task may run: the start, and then the delay, backoff or cron wait. */
  readonly executionTimeMs: number;
  /** Absent while the run is open. */
  readonly closeTimeMs?: number | undefined;
  /** Events; 0 for activities. */
  readonly historyLength: number;
  readonly historySizeBytes: number;
  readonly stateTransitionCount: number;
  readonly parent?: ExecutionKey | undefined;
  /** The first ancestor; the run itself if it has no parent. */
  readonly root?: ExecutionKey | undefined;
  readonly memo?: common.Memo | undefined;
  /** By name, custom ones and Temporal's own, as they go over the wire: validated, and with their `type`. */
  readonly searchAttributes: Readonly<Record<string, common.Payload>>;
}
