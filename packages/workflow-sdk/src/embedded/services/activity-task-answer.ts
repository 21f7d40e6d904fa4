import { create } from "@bufbuild/protobuf";
import { workflowservice } from "@millrace/protocol/temporal";
import type { Run } from "../engine/run.ts";
import type { PendingActivity } from "../engine/run-state.ts";
import { toTimestamp } from "../engine/time.ts";
import { encodeTaskToken } from "../task-token.ts";

/** The activity as its worker gets it. SDKs want all of its limits, also those that are 0. */
export function activityTaskAnswer(
  { facts, workflowId, runId }: Run,
  activity: PendingActivity,
): workflowservice.PollActivityTaskQueueResponse {
  const { scheduled, scheduledEventId, attempt, started, heartbeat } = activity;
  return create(workflowservice.PollActivityTaskQueueResponseSchema, {
    taskToken: encodeTaskToken({ kind: "activity", runId, scheduledEventId, attempt }),
    workflowNamespace: facts.namespace,
    workflowType: facts.started.workflowType,
    workflowExecution: { workflowId, runId },
    activityType: scheduled.activityType,
    activityId: scheduled.activityId,
    header: scheduled.header,
    input: scheduled.input,
    heartbeatDetails: heartbeat?.details,
    scheduledTime: toTimestamp(activity.firstScheduledMs),
    currentAttemptScheduledTime: toTimestamp(activity.scheduledMs),
    startedTime: toTimestamp(started?.atMs ?? 0),
    attempt,
    scheduleToCloseTimeout: scheduled.scheduleToCloseTimeout,
    startToCloseTimeout: scheduled.startToCloseTimeout,
    heartbeatTimeout: scheduled.heartbeatTimeout,
    retryPolicy: scheduled.retryPolicy,
    priority: scheduled.priority,
  });
}
