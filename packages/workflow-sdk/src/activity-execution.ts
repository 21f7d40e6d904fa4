import type { Priority } from "./priority.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import type { TypedSearchAttributes } from "./search-attributes.ts";
import type { PendingActivity } from "./workflow-execution.ts";

export type ActivityStatus = "RUNNING" | "COMPLETED" | "FAILED" | "CANCELED" | "TERMINATED" | "TIMED_OUT" | "PAUSED";

/** What lists tell of a standalone activity. */
export interface ActivityExecutionInfo {
  readonly activityId: string;
  readonly runId: string;
  readonly activityType: string;
  readonly taskQueue: string;
  /** `UNKNOWN` for one that a newer server names. */
  readonly status: ActivityStatus | "UNKNOWN";
  readonly scheduleTime: Date | undefined;
  /** Undefined while it runs. */
  readonly closeTime: Date | undefined;
  readonly searchAttributes: TypedSearchAttributes;
}

/** What `describe()` tells of a standalone activity. */
export interface ActivityExecution extends ActivityExecutionInfo {
  /** What it does while it runs; undefined afterwards. */
  readonly state: PendingActivity["state"] | undefined;
  /** From 1. */
  readonly attempt: number;
  readonly startToCloseTimeoutMs: number | undefined;
  readonly scheduleToCloseTimeoutMs: number | undefined;
  readonly scheduleToStartTimeoutMs: number | undefined;
  readonly heartbeatTimeoutMs: number | undefined;
  readonly retryPolicy: RetryPolicy | undefined;
  readonly priority: Priority | undefined;
  readonly heartbeatDetails: readonly unknown[];
  readonly lastHeartbeatTime: Date | undefined;
  readonly lastStartedTime: Date | undefined;
  readonly nextAttemptTime: Date | undefined;
  /** When it fails for good by a timeout. */
  readonly expirationTime: Date | undefined;
  /** Why the last attempt that ended failed. */
  readonly lastFailure: Error | undefined;
  readonly lastWorkerIdentity: string;
  /** Why it is to be cancelled; empty if it is not, or nobody said why. */
  readonly cancelReason: string;
  readonly summary: string | undefined;
  readonly details: string | undefined;
}
