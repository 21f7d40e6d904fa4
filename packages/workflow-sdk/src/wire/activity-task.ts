import { Buffer } from "node:buffer";
import type { Payload } from "@millrace/protocol/payload";
import type { workflowservice } from "@millrace/protocol/temporal";
import type { ActivityFacts } from "../activity-info.ts";
import type { ActivitySerializationContext } from "../serialization-context.ts";
import { fieldsOf, type PayloadFields } from "./payload-fields.ts";
import { payloadsOf } from "./payloads.ts";
import { priorityOf } from "./priority.ts";
import { retryPolicyOf } from "./retry-policy.ts";
import { msOf, timeMsOf } from "./time.ts";

/** A task as a poll gave it: facts, and values that are still payloads. */
export interface ActivityTask {
  readonly taskToken: Uint8Array;
  readonly activityType: string;
  readonly activityId: string;
  readonly attempt: number;
  /** 0 for none. */
  readonly scheduleToCloseTimeoutMs: number;
  /** 0 for none. */
  readonly startToCloseTimeoutMs: number;
  /** 0 for none. */
  readonly heartbeatTimeoutMs: number;
  readonly input: readonly Payload[];
  readonly heartbeatDetails: readonly Payload[];
  readonly headers: PayloadFields;
  readonly serialization: ActivitySerializationContext;
  /** Made when the activity's code asks: most never do. */
  facts(heartbeatDetails: readonly unknown[]): ActivityFacts;
}

/** An empty answer means that there was no task in the time of a poll. */
export const hasTask = (response: workflowservice.PollActivityTaskQueueResponse): boolean =>
  response.taskToken.length > 0;

export function readActivityTask(
  response: workflowservice.PollActivityTaskQueueResponse,
  where: { readonly namespace: string; readonly taskQueue: string },
): ActivityTask {
  const { taskToken, activityId, attempt } = response;
  const activityType = response.activityType?.name ?? "";
  const workflowId = response.workflowExecution?.workflowId ?? "";
  const timeouts = {
    scheduleToCloseTimeoutMs: msOf(response.scheduleToCloseTimeout) ?? 0,
    startToCloseTimeoutMs: msOf(response.startToCloseTimeout) ?? 0,
    heartbeatTimeoutMs: msOf(response.heartbeatTimeout) ?? 0,
  };
  return {
    taskToken,
    activityType,
    activityId,
    attempt,
    ...timeouts,
    input: payloadsOf(response.input),
    heartbeatDetails: payloadsOf(response.heartbeatDetails),
    headers: fieldsOf(response.header),
    serialization: {
      type: "activity",
      namespace: where.namespace,
      activityId,
      ...(workflowId === "" ? {} : { workflowId }),
      isLocal: false,
    },
    facts: (heartbeatDetails) => ({
      taskToken,
      base64TaskToken: Buffer.from(taskToken).toString("base64"),
      activityId,
      activityType,
      namespace: where.namespace,
      taskQueue: where.taskQueue,
      attempt,
      isLocal: false,
      inWorkflow: workflowId !== "",
      ...originOf(response, workflowId),
      scheduledTimestampMs: timeMsOf(response.scheduledTime) ?? 0,
      currentAttemptScheduledTimestampMs: timeMsOf(response.currentAttemptScheduledTime) ?? 0,
      scheduleToCloseTimeoutMs: timeouts.scheduleToCloseTimeoutMs,
      startToCloseTimeoutMs: timeouts.startToCloseTimeoutMs,
      ...(timeouts.heartbeatTimeoutMs > 0 ? { heartbeatTimeoutMs: timeouts.heartbeatTimeoutMs } : {}),
      heartbeatDetails,
      ...(response.priority === undefined ? {} : { priority: priorityOf(response.priority) }),
      ...(response.retryPolicy === undefined ? {} : { retryPolicy: retryPolicyOf(response.retryPolicy) }),
    }),
  };
}

/** What scheduled the activity: a workflow, or a client. */
function originOf(
  response: workflowservice.PollActivityTaskQueueResponse,
  workflowId: string,
): Pick<ActivityFacts, "workflowExecution" | "workflowType" | "activityRunId"> {
  if (workflowId === "") return { activityRunId: response.activityRunId };
  return {
    workflowExecution: { workflowId, runId: response.workflowExecution?.runId ?? "" },
    workflowType: response.workflowType?.name ?? "",
  };
}
