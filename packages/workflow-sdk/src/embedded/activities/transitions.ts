import { create } from "@bufbuild/protobuf";
import { enums, failure, type common } from "@millrace/protocol/temporal";
import { keptFailure } from "../engine/failures.ts";
import { jsonPayloads } from "../json-payload.ts";
import { decideRetry } from "../retry.ts";
import {
  expiresMs,
  hasWorker,
  type ActivityFacts,
  type ActivityState,
  type ActivityStatus,
  type CancelRequest,
} from "./activity-state.ts";

const { RetryState, TimeoutType } = enums;

/** Where a transition starts: the activity as it is, and the time. */
export interface Situation {
  readonly facts: ActivityFacts;
  readonly state: ActivityState;
  readonly nowMs: number;
}

const next = ({ state }: Situation, changes: Partial<ActivityState>): ActivityState => ({
  ...state,
  ...changes,
  transitions: state.transitions + 1,
});

export const dispatched = ({ state }: Situation): ActivityState => ({ ...state, isDispatched: true });

export const started = (situation: Situation, identity: string): ActivityState =>
  next(situation, { status: "started", startedMs: situation.nowMs, lastIdentity: identity });

export const heartbeatRecorded = (situation: Situation, details: common.Payloads | undefined): ActivityState =>
  next(situation, {
    heartbeat: { atMs: situation.nowMs, details, count: (situation.state.heartbeat?.count ?? 0) + 1 },
  });

/** Also of an activity that no worker has: whoever completes it by its id has done it in another way. */
export function completed(situation: Situation, identity: string, result: common.Payloads | undefined): ActivityState {
  const { state, nowMs } = situation;
  return close(situation, "completed", {
    startedMs: hasWorker(state) ? state.startedMs : nowMs,
    attemptEndedMs: nowMs,
    lastIdentity: identity,
    outcome: { result, retryState: RetryState.UNSPECIFIED },
  });
}

/** Tries again, or fails for good. */
export function attemptFailed(
  situation: Situation,
  identity: string,
  reported: failure.Failure | undefined,
): ActivityState {
  const retry = retried(situation, reported);
  if ("attempt" in retry) return retry;
  const cause = reported ?? create(failure.FailureSchema, { message: "activity task failed without failure details" });
  return close(situation, "failed", {
    lastIdentity: identity,
    lastFailure: cause,
    attemptEndedMs: situation.nowMs,
    retryIntervalMs: undefined,
    outcome: { failure: cause, retryState: retry.retryState },
  });
}

/** With a worker it is told at its next heartbeat; without one the activity is over. */
export function cancelRequested(situation: Situation, cancel: CancelRequest): ActivityState {
  const requested = next(situation, { status: "cancel-requested", cancel });
  if (hasWorker(situation.state)) return requested;
  return canceled({ ...situation, state: requested }, jsonPayloads(cancel.reason));
}

export function canceled(situation: Situation, details: common.Payloads | undefined): ActivityState {
  const identity = situation.state.cancel?.identity ?? "";
  const value = details === undefined ? { identity } : { identity, details };
  const cause = create(failure.FailureSchema, {
    message: "Activity canceled",
    failureInfo: { case: "canceledFailureInfo", value },
  });
  return close(situation, "canceled", { outcome: { failure: cause, retryState: RetryState.UNSPECIFIED } });
}

export function terminated(situation: Situation, by: CancelRequest): ActivityState {
  const cause = create(failure.FailureSchema, {
    message: by.reason,
    failureInfo: { case: "terminatedFailureInfo", value: { identity: by.identity } },
  });
  return close(situation, "terminated", {
    terminateRequestId: by.requestId,
    outcome: { failure: cause, retryState: RetryState.UNSPECIFIED },
  });
}

type Timeouts = typeof enums.TimeoutType;

export type ActivityTimeout = Exclude<Timeouts[keyof Timeouts], Timeouts["UNSPECIFIED"]>;

const timeoutNames: Readonly<Record<ActivityTimeout, string>> = {
  [TimeoutType.START_TO_CLOSE]: "StartToClose",
  [TimeoutType.SCHEDULE_TO_START]: "ScheduleToStart",
  [TimeoutType.SCHEDULE_TO_CLOSE]: "ScheduleToClose",
  [TimeoutType.HEARTBEAT]: "Heartbeat",
};

/** An attempt took too long, and may be tried again; or the activity did, which is the end of it. */
export function timedOut(situation: Situation, type: ActivityTimeout): ActivityState {
  const { state, nowMs } = situation;
  const text = `activity ${timeoutNames[type]} timeout`;
  if (type === TimeoutType.SCHEDULE_TO_START || type === TimeoutType.SCHEDULE_TO_CLOSE) {
    const gaveUp = type === TimeoutType.SCHEDULE_TO_CLOSE && state.status === "cancel-requested";
    const retryState = gaveUp ? RetryState.CANCEL_REQUESTED : RetryState.TIMEOUT;
    return close(situation, "timed-out", { outcome: { failure: timeoutFailure(state, type, text), retryState } });
  }
  const bare = { ...state, heartbeat: undefined, lastFailure: undefined };
  const retry = retried(situation, timeoutFailure(bare, type, text));
  if ("attempt" in retry) return retry;
  const { retryState } = retry;
  const cause = timeoutFailure(state, type, text);
  const outcome = retryState === RetryState.TIMEOUT ? noTimeLeft(state) : cause;
  return close(situation, "timed-out", {
    lastFailure: cause,
    attemptEndedMs: nowMs,
    retryIntervalMs: undefined,
    outcome: { failure: outcome, retryState },
  });
}

const noTimeLeft = (state: ActivityState): failure.Failure =>
  timeoutFailure(
    state,
    TimeoutType.SCHEDULE_TO_CLOSE,
    "Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying",
  );

function timeoutFailure(state: ActivityState, timeoutType: ActivityTimeout, message: string): failure.Failure {
  const details = state.heartbeat?.details;
  return create(failure.FailureSchema, {
    message,
    failureInfo: {
      case: "timeoutFailureInfo",
      value: details === undefined ? { timeoutType } : { timeoutType, lastHeartbeatDetails: details },
    },
    ...(state.lastFailure === undefined ? {} : { cause: state.lastFailure }),
  });
}

/** The next attempt, or why there is none. */
function retried(
  situation: Situation,
  cause: failure.Failure | undefined,
): ActivityState | { readonly retryState: enums.RetryState } {
  const { facts, state, nowMs } = situation;
  if (state.status === "cancel-requested") return { retryState: RetryState.CANCEL_REQUESTED };
  const decision = decideRetry(facts.retryPolicy, {
    attempt: state.attempt,
    failure: cause,
    nowMs,
    expiresMs: expiresMs(facts),
    delayMayExceedMaximum: true,
  });
  if (!("delayMs" in decision)) return { retryState: decision.state };
  return next(situation, {
    status: "scheduled",
    attempt: state.attempt + 1,
    dispatchMs: nowMs + decision.delayMs,
    isDispatched: false,
    attemptEndedMs: nowMs,
    retryIntervalMs: decision.delayMs,
    lastFailure: cause && keptFailure(cause),
  });
}

const close = (situation: Situation, status: ActivityStatus, changes: Partial<ActivityState>): ActivityState =>
  next(situation, { ...changes, status, closedMs: situation.nowMs });
