import { create } from "@bufbuild/protobuf";
import { workflowservice } from "@millrace/protocol/temporal";
import { toTimestamp } from "../engine/time.ts";
import type { ActivityExecution } from "./activity-execution.ts";
import { encodeActivityToken } from "./activity-token.ts";

/** The attempt as a worker gets it: an activity task whose workflow is empty. */
export function activityTask({ facts, state }: ActivityExecution): workflowservice.PollActivityTaskQueueResponse {
  const { request, runId, retryPolicy } = facts;
  const { attempt, heartbeat, startedMs = 0 } = state;
  const { activityId } = request;
  return create(workflowservice.PollActivityTaskQueueResponseSchema, {
    taskToken: encodeActivityToken({ activityId, runId, attempt }),
    workflowNamespace: facts.namespace,
    workflowExecution: {},
    activityId,
    activityRunId: runId,
    attempt,
    retryPolicy,
    scheduledTime: toTimestamp(facts.scheduledMs),
    currentAttemptScheduledTime: toTimestamp(state.dispatchMs),
    startedTime: toTimestamp(startedMs),
    ...(request.activityType && { activityType: request.activityType }),
    ...(request.input && { input: request.input }),
    ...(request.header && { header: request.header }),
    ...(request.priority && { priority: request.priority }),
    ...(heartbeat?.details && { heartbeatDetails: heartbeat.details }),
    ...(request.scheduleToCloseTimeout && { scheduleToCloseTimeout: request.scheduleToCloseTimeout }),
    ...(request.startToCloseTimeout && { startToCloseTimeout: request.startToCloseTimeout }),
    ...(request.heartbeatTimeout && { heartbeatTimeout: request.heartbeatTimeout }),
  });
}
