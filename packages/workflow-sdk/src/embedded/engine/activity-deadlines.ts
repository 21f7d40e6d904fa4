import { enums } from "@millrace/protocol/temporal";
import { activityExpiresMs, dispatchActivity, retryActivity, timeOutActivity } from "./activities.ts";
import type { Change } from "./change.ts";
import { timeoutFailure } from "./failures.ts";
import type { PendingActivity } from "./run-state.ts";
import { msOf } from "./time.ts";

const { RetryState, TimeoutType } = enums;

interface ActivityDeadline {
  readonly dueMs: number;
  /** The attempt may begin, or something took too long. */
  readonly what: "dispatch" | enums.TimeoutType;
}

const names = new Map<enums.TimeoutType, string>([
  [TimeoutType.SCHEDULE_TO_START, "ScheduleToStart"],
  [TimeoutType.SCHEDULE_TO_CLOSE, "ScheduleToClose"],
  [TimeoutType.START_TO_CLOSE, "StartToClose"],
  [TimeoutType.HEARTBEAT, "Heartbeat"],
]);

/** What comes next in the life of an activity unless a worker is faster. */
export function nextActivityDeadline(activity: PendingActivity): ActivityDeadline {
  const { scheduled, started, scheduledMs, heartbeat, isDispatched } = activity;
  const after = (fromMs: number, limitMs: number): number => (limitMs === 0 ? Infinity : fromMs + limitMs);
  let next: ActivityDeadline = { dueMs: activityExpiresMs(activity), what: TimeoutType.SCHEDULE_TO_CLOSE };
  const consider = (dueMs: number, what: ActivityDeadline["what"]): void => {
    if (dueMs < next.dueMs) next = { dueMs, what };
  };
  if (started === undefined) {
    if (!isDispatched) consider(scheduledMs, "dispatch");
    else consider(after(scheduledMs, msOf(scheduled.scheduleToStartTimeout)), TimeoutType.SCHEDULE_TO_START);
  } else {
    const seenMs = Math.max(started.atMs, heartbeat?.atMs ?? 0);
    consider(after(started.atMs, msOf(scheduled.startToCloseTimeout)), TimeoutType.START_TO_CLOSE);
    consider(after(seenMs, msOf(scheduled.heartbeatTimeout)), TimeoutType.HEARTBEAT);
  }
  return next;
}

export function passActivityDeadline(change: Change, activity: PendingActivity): void {
  const { what } = nextActivityDeadline(activity);
  if (what === "dispatch") return dispatchActivity(change, activity);
  const lastDetails = activity.heartbeat?.details;
  const failed = timeoutFailure(`activity ${names.get(what) ?? ""} timeout`, what);
  const retryState =
    what === TimeoutType.SCHEDULE_TO_START || what === TimeoutType.SCHEDULE_TO_CLOSE
      ? reasonNotToRetry(activity)
      : retryActivity(change, activity, failed);
  if (retryState === RetryState.IN_PROGRESS) return;
  const outOfTime = retryState === RetryState.TIMEOUT && what !== TimeoutType.SCHEDULE_TO_START;
  const final = outOfTime
    ? timeoutFailure(
        "Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying",
        TimeoutType.SCHEDULE_TO_CLOSE,
        lastDetails,
      )
    : timeoutFailure(failed.message, what, lastDetails);
  timeOutActivity(change, activity, final, retryState);
}

const reasonNotToRetry = ({ scheduled, cancelRequestedEventId }: PendingActivity): enums.RetryState => {
  if (scheduled.retryPolicy === undefined) return RetryState.RETRY_POLICY_NOT_SET;
  return cancelRequestedEventId > 0 ? RetryState.CANCEL_REQUESTED : RetryState.TIMEOUT;
};
