import type { Priority } from "./priority.ts";
import type { TypedSearchAttributes } from "./search-attributes.ts";

export type WorkflowStatus =
  | "RUNNING"
  | "COMPLETED"
  | "FAILED"
  | "CANCELED"
  | "TERMINATED"
  | "CONTINUED_AS_NEW"
  | "TIMED_OUT"
  | "PAUSED";

/** What lists tell of a run of a workflow. */
export interface WorkflowExecutionInfo {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowType: string;
  readonly taskQueue: string;
  /** `UNKNOWN` for one that a newer server names. */
  readonly status: WorkflowStatus | "UNKNOWN";
  readonly startTime: Date;
  /** When its first task was due: later than the start if that was delayed, or by cron. */
  readonly executionTime: Date | undefined;
  /** Undefined while it runs. */
  readonly closeTime: Date | undefined;
  /** Events. */
  readonly historyLength: number;
  readonly historySizeBytes: number;
  readonly parent: { readonly workflowId: string; readonly runId: string } | undefined;
  /** The workflow at the top of the tree that it belongs to. */
  readonly root: { readonly workflowId: string; readonly runId: string } | undefined;
  /** The run that the chain of runs began with. */
  readonly firstRunId: string | undefined;
  readonly memo: Readonly<Record<string, unknown>>;
  readonly searchAttributes: TypedSearchAttributes;
  readonly priority: Priority | undefined;
}

/** An activity of a workflow that has not ended. */
export interface PendingActivity {
  readonly activityId: string;
  readonly activityType: string;
  readonly state: "SCHEDULED" | "STARTED" | "CANCEL_REQUESTED" | "PAUSED" | "PAUSE_REQUESTED" | "UNKNOWN";
  /** From 1. */
  readonly attempt: number;
  /** `Infinity` if it is tried again without end. */
  readonly maximumAttempts: number;
  readonly paused: boolean;
  readonly heartbeatDetails: readonly unknown[];
  readonly lastHeartbeatTime: Date | undefined;
  readonly lastStartedTime: Date | undefined;
  readonly scheduledTime: Date | undefined;
  /** When it fails for good by a timeout. */
  readonly expirationTime: Date | undefined;
  readonly nextAttemptTime: Date | undefined;
  /** Why the attempt before this one failed. */
  readonly lastFailure: Error | undefined;
  readonly lastWorkerIdentity: string;
}

/** A child of a workflow that has not ended. */
export interface PendingChild {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowType: string;
}

/** What `describe()` tells of a run of a workflow. */
export interface WorkflowExecution extends WorkflowExecutionInfo {
  readonly executionTimeoutMs: number | undefined;
  readonly runTimeoutMs: number | undefined;
  readonly taskTimeoutMs: number | undefined;
  readonly summary: string | undefined;
  readonly details: string | undefined;
  readonly cancelRequested: boolean;
  readonly pendingActivities: readonly PendingActivity[];
  readonly pendingChildren: readonly PendingChild[];
}
