import type { ActivityCancellationDetails } from "./activity-cancellation.ts";
import type { Priority } from "./priority.ts";
import type { RetryPolicy } from "./retry-policy.ts";

/** The facts of one attempt of an activity; they do not change while it runs. */
export interface ActivityFacts {
  /** Names this attempt to the server; who completes the activity later gives it back. */
  readonly taskToken: Uint8Array;
  readonly base64TaskToken: string;
  readonly activityId: string;
  /** The name under which the worker has the activity. */
  readonly activityType: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** From 1. */
  readonly attempt: number;
  /** Whether the worker of the workflow runs the activity in its own workflow task. */
  readonly isLocal: boolean;
  /** Whether a workflow scheduled it; otherwise a client did. */
  readonly inWorkflow: boolean;
  readonly workflowExecution?: { readonly workflowId: string; readonly runId: string };
  readonly workflowType?: string;
  /** The run of an activity that a client scheduled. */
  readonly activityRunId?: string;
  /** When the first attempt was scheduled, in milliseconds since 1970. */
  readonly scheduledTimestampMs: number;
  /** When this attempt was scheduled, in milliseconds since 1970. */
  readonly currentAttemptScheduledTimestampMs: number;
  /** For all attempts together; 0 for none. */
  readonly scheduleToCloseTimeoutMs: number;
  /** For this attempt; 0 for none. */
  readonly startToCloseTimeoutMs: number;
  /** The longest time between two heartbeats. Absent: the server expects none. */
  readonly heartbeatTimeoutMs?: number;
  /** The arguments of the last heartbeat that the server knows of, of this attempt or one before. Default none. */
  readonly heartbeatDetails: readonly unknown[];
  readonly priority?: Priority;
  /** As the server uses it, which may be stricter than what was asked for. */
  readonly retryPolicy?: RetryPolicy;
}

/** What code inside of an activity can know about it. */
export interface ActivityInfo extends ActivityFacts {
  /** Whether the activity has been asked to stop. */
  readonly cancelled: boolean;
  /** Rejects with a `CancelledFailure` when the activity is asked to stop, and never resolves. */
  readonly cancellation: Promise<never>;
  /** Aborts when the activity is asked to stop; its reason is that `CancelledFailure`. */
  readonly signal: AbortSignal;
  /** Why the activity was asked to stop; `undefined` before. */
  readonly cancellationDetails: ActivityCancellationDetails | undefined;
}
