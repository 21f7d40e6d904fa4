import { enums, type common, type failure } from "@millrace/protocol/temporal";
import { decideRetry } from "../retry.ts";
import type { Change } from "./change.ts";
import { keptFailure } from "./failures.ts";
import type { PendingActivity } from "./run-state.ts";
import { msOf } from "./time.ts";
import { needWorkflowTask, type Starter } from "./workflow-task.ts";

/** A worker has the activity now. The event is written when the activity closes: attempts that fail are no history. */
export function startActivity(
  change: Change,
  activity: PendingActivity,
  { requestId, identity }: Starter,
): PendingActivity {
  const { nowMs } = change;
  const started = { requestId, identity, atMs: nowMs };
  return replace(change, { ...activity, started, lastIdentity: identity });
}

/** Who says what came of an activity. */
export interface Reporter {
  readonly identity: string;
  /** What built the worker, if it says so. */
  readonly workerVersion?: common.WorkerVersionStamp | undefined;
}

export function completeActivity(
  change: Change,
  activity: PendingActivity,
  { identity, workerVersion }: Reporter,
  result: common.Payloads | undefined,
): void {
  close(change, activity, workerVersion, (scheduledEventId) =>
    change.record("activityTaskCompleted", { scheduledEventId, identity, result }),
  );
  needWorkflowTask(change);
}

/** Tries again, or gives up; says which. */
export function failActivity(
  change: Change,
  activity: PendingActivity,
  { identity, workerVersion }: Reporter,
  failed: failure.Failure | undefined,
): enums.RetryState {
  const retryState = retryActivity(change, activity, failed);
  if (retryState !== enums.RetryState.IN_PROGRESS) {
    close(change, activity, workerVersion, (scheduledEventId) =>
      change.record("activityTaskFailed", { scheduledEventId, identity, retryState, failure: failed }),
    );
    needWorkflowTask(change);
  }
  return retryState;
}

/** The event alone: the caller sees to the task. */
export function recordCanceled(
  change: Change,
  activity: PendingActivity,
  identity: string,
  details: common.Payloads | undefined,
): void {
  close(change, activity, undefined, (scheduledEventId) =>
    change.record("activityTaskCanceled", {
      scheduledEventId,
      identity,
      latestCancelRequestedEventId: BigInt(activity.cancelRequestedEventId),
      details,
    }),
  );
}

export function cancelActivity(
  change: Change,
  activity: PendingActivity,
  identity: string,
  details: common.Payloads | undefined,
): void {
  recordCanceled(change, activity, identity, details);
  needWorkflowTask(change);
}

export function timeOutActivity(
  change: Change,
  activity: PendingActivity,
  failed: failure.Failure,
  retryState: enums.RetryState,
): void {
  if (activity.lastFailure !== undefined) failed.cause = activity.lastFailure;
  close(change, activity, undefined, (scheduledEventId) =>
    change.record("activityTaskTimedOut", { scheduledEventId, failure: failed, retryState }),
  );
  needWorkflowTask(change);
}

/** Readies the next attempt if there is to be one. */
export function retryActivity(
  change: Change,
  activity: PendingActivity,
  failed: failure.Failure | undefined,
): enums.RetryState {
  const { nowMs } = change;
  const { retryPolicy } = activity.scheduled;
  if (retryPolicy === undefined) return enums.RetryState.RETRY_POLICY_NOT_SET;
  if (activity.cancelRequestedEventId > 0) return enums.RetryState.CANCEL_REQUESTED;
  const decision = decideRetry(retryPolicy, {
    attempt: activity.attempt,
    failure: failed,
    nowMs,
    expiresMs: activityExpiresMs(activity),
    delayMayExceedMaximum: true,
  });
  if (decision.delayMs === undefined) return decision.state;
  replace(change, {
    ...activity,
    attempt: activity.attempt + 1,
    scheduledMs: nowMs + decision.delayMs,
    isDispatched: false,
    started: undefined,
    lastFailure: failed && keptFailure(failed),
    lastCompletedMs: nowMs,
  });
  return decision.state;
}

/** Puts the attempt into the queue of its workers. */
export function dispatchActivity(change: Change, activity: PendingActivity): void {
  replace(change, { ...activity, isDispatched: true });
  change.effects.push({ kind: "activity-task", scheduledEventId: activity.scheduledEventId });
}

export function heartbeatActivity(
  change: Change,
  activity: PendingActivity,
  details: common.Payloads | undefined,
): PendingActivity {
  return replace(change, { ...activity, heartbeat: { atMs: change.nowMs, details } });
}

/** When all attempts have to be over. */
export const activityExpiresMs = ({ firstScheduledMs, scheduled }: PendingActivity): number => {
  const ms = msOf(scheduled.scheduleToCloseTimeout);
  return ms === 0 ? Infinity : firstScheduledMs + ms;
};

export const activityById = (change: Change, activityId: string): PendingActivity | undefined =>
  [...change.state.activities.values()].find(({ scheduled }) => scheduled.activityId === activityId);

/** Writes the event that it was started, now that it counts, and the one that ends it. */
function close(
  change: Change,
  activity: PendingActivity,
  workerVersion: common.WorkerVersionStamp | undefined,
  record: (scheduledEventId: bigint) => unknown,
): void {
  const { started, scheduledEventId, attempt, lastFailure } = activity;
  if (started !== undefined) {
    const { requestId, identity, atMs } = started;
    change.record(
      "activityTaskStarted",
      { scheduledEventId: BigInt(scheduledEventId), attempt, requestId, identity, lastFailure, workerVersion },
      { timeMs: atMs },
    );
  }
  record(BigInt(scheduledEventId));
  change.state.activities.delete(scheduledEventId);
}

function replace(change: Change, activity: PendingActivity): PendingActivity {
  change.state.activities.set(activity.scheduledEventId, activity);
  return activity;
}
