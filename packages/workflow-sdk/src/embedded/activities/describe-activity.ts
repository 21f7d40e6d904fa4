import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { common, enums, type activity, type workflowservice } from "@millrace/protocol/temporal";
import { toDuration, toTimestamp } from "../engine/time.ts";
import type { ActivityExecution } from "./activity-execution.ts";
import { activityStatusOf } from "./activity-list.ts";
import { executionStatusOf } from "./activity-record.ts";
import {
  expiresMs,
  firstDispatchMs,
  isOpen,
  type ActivityFacts,
  type ActivityState,
  type ActivityStatus,
} from "./activity-state.ts";

const { PendingActivityState } = enums;

const runStates: Readonly<Partial<Record<ActivityStatus, enums.PendingActivityState>>> = {
  scheduled: PendingActivityState.SCHEDULED,
  started: PendingActivityState.STARTED,
  "cancel-requested": PendingActivityState.CANCEL_REQUESTED,
};

type Info = Partial<Omit<activity.ActivityExecutionInfo, "$typeName" | "$unknown">>;
type Outcome = MessageInitShape<typeof activity.ActivityExecutionOutcomeSchema>;

/** Everything that is known of an activity. */
export function describeActivity(
  { facts, state }: ActivityExecution,
  nowMs: number,
  wanted: Pick<workflowservice.DescribeActivityExecutionRequest, "includeHeartbeatDetails" | "includeLastFailure">,
): Info {
  const { heartbeat, lastFailure } = state;
  return {
    ...requested(facts),
    ...soFar(facts, state),
    ...waiting(state, nowMs),
    links: [...state.links],
    ...(wanted.includeHeartbeatDetails && heartbeat?.details ? { heartbeatDetails: heartbeat.details } : {}),
    ...(wanted.includeLastFailure && lastFailure ? { lastFailure } : {}),
  };
}

/** How it ended; undefined while it is open. */
export function outcomeOf({ outcome }: ActivityState): Outcome | undefined {
  if (outcome === undefined) return undefined;
  const { failure, result, retryState } = outcome;
  if (failure !== undefined) return { value: { case: "failure", value: failure }, retryState };
  return { value: { case: "result", value: result ?? {} } };
}

/** What the start said. */
function requested(facts: ActivityFacts): Info {
  const { request, retryPolicy, scheduledMs, sizeBytes } = facts;
  const untilMs = expiresMs(facts);
  return {
    activityId: request.activityId,
    runId: facts.runId,
    taskQueue: request.taskQueue?.name ?? "",
    searchAttributes: request.searchAttributes ?? create(common.SearchAttributesSchema),
    retryPolicy,
    scheduleTime: toTimestamp(scheduledMs),
    executionTime: toTimestamp(firstDispatchMs(facts)),
    stateSizeBytes: BigInt(sizeBytes),
    ...(request.activityType && { activityType: request.activityType }),
    ...(request.scheduleToCloseTimeout && { scheduleToCloseTimeout: request.scheduleToCloseTimeout }),
    ...(request.scheduleToStartTimeout && { scheduleToStartTimeout: request.scheduleToStartTimeout }),
    ...(request.startToCloseTimeout && { startToCloseTimeout: request.startToCloseTimeout }),
    ...(request.heartbeatTimeout && { heartbeatTimeout: request.heartbeatTimeout }),
    ...(request.startDelay && { startDelay: request.startDelay }),
    ...(request.header && { header: request.header }),
    ...(request.userMetadata && { userMetadata: request.userMetadata }),
    ...(request.priority && { priority: request.priority }),
    ...(untilMs === Infinity ? {} : { expirationTime: toTimestamp(untilMs) }),
  };
}

function soFar({ scheduledMs }: ActivityFacts, state: ActivityState): Info {
  const { heartbeat, startedMs, attemptEndedMs, closedMs } = state;
  return {
    status: activityStatusOf(executionStatusOf(state.status)),
    runState: runStates[state.status] ?? PendingActivityState.UNSPECIFIED,
    attempt: state.attempt,
    lastWorkerIdentity: state.lastIdentity,
    canceledReason: state.cancel?.reason ?? "",
    stateTransitionCount: BigInt(state.transitions),
    totalHeartbeatCount: BigInt(heartbeat?.count ?? 0),
    ...(heartbeat === undefined ? {} : { lastHeartbeatTime: toTimestamp(heartbeat.atMs) }),
    ...(startedMs === undefined ? {} : { lastStartedTime: toTimestamp(startedMs) }),
    ...(attemptEndedMs === undefined ? {} : { lastAttemptCompleteTime: toTimestamp(attemptEndedMs) }),
    ...(closedMs === undefined
      ? {}
      : { closeTime: toTimestamp(closedMs), executionDuration: toDuration(closedMs - scheduledMs) }),
  };
}

/** The next attempt, while it waits for its time. */
function waiting(state: ActivityState, nowMs: number): Info {
  const { dispatchMs, retryIntervalMs } = state;
  if (state.status !== "scheduled" || !isOpen(state) || dispatchMs <= nowMs) return {};
  return {
    nextAttemptScheduleTime: toTimestamp(dispatchMs),
    ...(retryIntervalMs === undefined ? {} : { currentRetryInterval: toDuration(retryIntervalMs) }),
  };
}
