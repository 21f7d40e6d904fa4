import type { MessageInitShape } from "@bufbuild/protobuf";
import { enums, type workflow, type workflowservice } from "@millrace/protocol/temporal";
import type { Run } from "../engine/run.ts";
import type { PendingActivity, PendingChild, WorkflowTask } from "../engine/run-state.ts";
import { resetPointsOf } from "../engine/reset-points.ts";
import { msOf, toDuration, toTimestamp } from "../engine/time.ts";
import { activityExpiresMs } from "../engine/activities.ts";
import { requireRun } from "../request-checks.ts";
import type { WorkflowServiceOf } from "./service.ts";

type Description = MessageInitShape<typeof workflowservice.DescribeWorkflowExecutionResponseSchema>;

const { PendingActivityState, PendingWorkflowTaskState, TaskQueueKind } = enums;

/** What the server's language takes for no time: the first of January of the year 1. */
const neverMs = -62_135_596_800_000;

/** How a run is, and what it waits for. */
export const workflowDescribe: WorkflowServiceOf = (core) => ({
  describeWorkflowExecution({ namespace, execution }): Description {
    const run = requireRun(core, namespace, execution);
    const { facts, state } = run;
    const { started } = facts;
    return {
      executionConfig: {
        taskQueue: { name: started.taskQueue?.name ?? "", kind: TaskQueueKind.NORMAL },
        workflowExecutionTimeout: started.workflowExecutionTimeout,
        workflowRunTimeout: started.workflowRunTimeout,
        defaultWorkflowTaskTimeout: started.workflowTaskTimeout,
        userMetadata: facts.userMetadata,
      },
      workflowExecutionInfo: executionInfo(run),
      pendingActivities: [...state.activities.values()].map(activityInfo),
      pendingChildren: [...state.children.values()].map(childInfo),
      pendingWorkflowTask: state.workflowTask && taskInfo(state.workflowTask),
      workflowExtendedInfo: extendedInfo(run),
    };
  },
});

function executionInfo(run: Run): NonNullable<Description["workflowExecutionInfo"]> {
  const { facts, state, history, workflowId, runId, firstRunId } = run;
  const { started, startedMs } = facts;
  const executionMs = startedMs + msOf(started.firstWorkflowTaskBackoff);
  return {
    execution: { workflowId, runId },
    type: started.workflowType,
    startTime: toTimestamp(startedMs),
    executionTime: toTimestamp(executionMs),
    status: state.status,
    historyLength: BigInt(history.length),
    historySizeBytes: BigInt(history.sizeBytes),
    parentNamespaceId: started.parentWorkflowNamespaceId,
    parentExecution: started.parentWorkflowExecution,
    rootExecution: started.rootWorkflowExecution ?? { workflowId, runId },
    memo: { fields: state.memo },
    searchAttributes: { indexedFields: state.searchAttributes },
    autoResetPoints: resetPointsOf(state) ?? {},
    taskQueue: started.taskQueue?.name ?? "",
    stateTransitionCount: BigInt(state.transitions),
    firstRunId,
    priority: started.priority,
    ...(run.isOpen
      ? {}
      : { closeTime: toTimestamp(state.closedMs), executionDuration: toDuration(state.closedMs - executionMs) }),
  };
}

function extendedInfo({ facts, state, requests }: Run): NonNullable<Description["workflowExtendedInfo"]> {
  const { expiresMs, chainExpiresMs, startedMs } = facts;
  return {
    runExpirationTime: toTimestamp(expiresMs < Infinity ? expiresMs : neverMs),
    ...(chainExpiresMs < Infinity && { executionExpirationTime: toTimestamp(chainExpiresMs) }),
    cancelRequested: state.cancelRequested,
    originalStartTime: toTimestamp(startedMs),
    requestIdInfos: Object.fromEntries(requests),
  };
}

function activityInfo(activity: PendingActivity): MessageInitShape<typeof workflow.PendingActivityInfoSchema> {
  const { scheduled, started, heartbeat, attempt, lastFailure, lastIdentity, isDispatched } = activity;
  const expiresMs = activityExpiresMs(activity);
  return {
    activityId: scheduled.activityId,
    activityType: scheduled.activityType,
    state: stateOf(activity),
    heartbeatDetails: heartbeat?.details,
    ...(heartbeat && { lastHeartbeatTime: toTimestamp(heartbeat.atMs) }),
    ...(started && { lastStartedTime: toTimestamp(started.atMs) }),
    ...(activity.lastCompletedMs > 0 && { lastAttemptCompleteTime: toTimestamp(activity.lastCompletedMs) }),
    scheduledTime: toTimestamp(activity.scheduledMs),
    ...(expiresMs < Infinity && { expirationTime: toTimestamp(expiresMs) }),
    ...(!isDispatched && {
      nextAttemptScheduleTime: toTimestamp(activity.scheduledMs),
      currentRetryInterval: toDuration(activity.scheduledMs - activity.lastCompletedMs),
    }),
    attempt,
    maximumAttempts: scheduled.retryPolicy?.maximumAttempts ?? 0,
    lastFailure,
    lastWorkerIdentity: lastIdentity,
    priority: scheduled.priority,
    activityOptions: {
      taskQueue: { name: scheduled.taskQueue?.name ?? "", normalName: scheduled.taskQueue?.name ?? "" },
      scheduleToCloseTimeout: scheduled.scheduleToCloseTimeout,
      scheduleToStartTimeout: scheduled.scheduleToStartTimeout,
      startToCloseTimeout: scheduled.startToCloseTimeout,
      heartbeatTimeout: scheduled.heartbeatTimeout,
      ...(scheduled.retryPolicy && { retryPolicy: { ...scheduled.retryPolicy, nonRetryableErrorTypes: [] } }),
    },
  };
}

function stateOf({ started, cancelRequestedEventId }: PendingActivity): enums.PendingActivityState {
  if (cancelRequestedEventId > 0) return PendingActivityState.CANCEL_REQUESTED;
  return started === undefined ? PendingActivityState.SCHEDULED : PendingActivityState.STARTED;
}

const childInfo = ({
  initiated,
  initiatedEventId,
  runId,
}: PendingChild): MessageInitShape<typeof workflow.PendingChildExecutionInfoSchema> => ({
  workflowId: initiated.workflowId,
  runId,
  workflowTypeName: initiated.workflowType?.name ?? "",
  initiatedId: BigInt(initiatedEventId),
  parentClosePolicy: initiated.parentClosePolicy,
});

const taskInfo = (task: WorkflowTask): MessageInitShape<typeof workflow.PendingWorkflowTaskInfoSchema> => ({
  state: task.startedEventId > 0 ? PendingWorkflowTaskState.STARTED : PendingWorkflowTaskState.SCHEDULED,
  scheduledTime: toTimestamp(task.scheduledMs),
  originalScheduledTime: toTimestamp(task.originalScheduledMs),
  attempt: task.attempt,
  ...(task.startedEventId > 0 && { startedTime: toTimestamp(task.startedMs) }),
});
