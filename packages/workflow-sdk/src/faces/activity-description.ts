import type { ActivityExecution, ActivityExecutionInfo as CoreInfo } from "../activity-execution.ts";
import type { Priority } from "../priority.ts";
import type { TypedSearchAttributes } from "../search-attributes.ts";
import { defined } from "./defined.ts";
import { officialRetryPolicy, type RetryPolicy } from "./retry-policy.ts";
import type { CountWorkflowExecution } from "./workflow-client.ts";
import type { Untyped } from "./untyped.ts";

/** What could be included is there in any case, as far as the service gives it. */
export interface ActivityDescribeOptions {
  readonly includeHeartbeatDetails?: boolean;
  readonly includeLastFailure?: boolean;
}

export type CountActivityExecutions = CountWorkflowExecution;

/** What lists tell of a standalone activity. */
export interface ActivityExecutionInfo {
  readonly activityId: string;
  readonly activityRunId: string;
  readonly activityType: string;
  readonly taskQueue: string;
  readonly status: CoreInfo["status"];
  readonly scheduleTime?: Date;
  readonly closeTime?: Date;
  readonly typedSearchAttributes: TypedSearchAttributes;
}

export interface ActivityExecutionDescription extends ActivityExecutionInfo {
  readonly runState?: ActivityExecution["state"];
  readonly attempt: number;
  readonly startToCloseTimeoutMs?: number;
  readonly scheduleToCloseTimeoutMs?: number;
  readonly scheduleToStartTimeoutMs?: number;
  readonly heartbeatTimeoutMs?: number;
  readonly retryPolicy?: RetryPolicy;
  readonly priority?: Priority;
  readonly lastHeartbeatTime?: Date;
  readonly lastStartedTime?: Date;
  readonly nextAttemptScheduleTime?: Date;
  readonly expirationTime?: Date;
  readonly lastWorkerIdentity?: string;
  readonly canceledReason?: string;
  readonly hasHeartbeatDetails: boolean;
  readonly hasLastFailure: boolean;
  /** The first value of the last heartbeat. */
  getHeartbeatDetails<T = Untyped>(): Promise<T | undefined>;
  getLastFailure(): Promise<Error | undefined>;
}

export function officialActivityInfo(info: CoreInfo): ActivityExecutionInfo {
  const { activityId, runId: activityRunId, activityType, taskQueue, status, scheduleTime, closeTime } = info;
  const typedSearchAttributes = info.searchAttributes;
  return {
    activityId,
    activityRunId,
    activityType,
    taskQueue,
    status,
    typedSearchAttributes,
    ...defined({ scheduleTime, closeTime }),
  };
}

export function officialActivityDescription(described: ActivityExecution): ActivityExecutionDescription {
  const { attempt, lastHeartbeatTime, lastStartedTime, expirationTime, priority, heartbeatDetails, lastFailure } =
    described;
  const { startToCloseTimeoutMs, scheduleToCloseTimeoutMs, scheduleToStartTimeoutMs, heartbeatTimeoutMs } = described;
  return {
    ...officialActivityInfo(described),
    attempt,
    hasHeartbeatDetails: heartbeatDetails.length > 0,
    hasLastFailure: lastFailure !== undefined,
    getHeartbeatDetails: async <T>() => heartbeatDetails[0] as T | undefined,
    getLastFailure: async () => lastFailure,
    ...defined({
      runState: described.state,
      startToCloseTimeoutMs,
      scheduleToCloseTimeoutMs,
      scheduleToStartTimeoutMs,
      heartbeatTimeoutMs,
      retryPolicy: officialRetryPolicy(described.retryPolicy),
      priority,
      lastHeartbeatTime,
      lastStartedTime,
      expirationTime,
      nextAttemptScheduleTime: described.nextAttemptTime,
      lastWorkerIdentity: described.lastWorkerIdentity || undefined,
      canceledReason: described.cancelReason || undefined,
    }),
  };
}
