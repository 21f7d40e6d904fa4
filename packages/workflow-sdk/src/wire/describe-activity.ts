import { enums, type activity } from "@millrace/protocol/temporal";
import type { ActivityExecution, ActivityExecutionInfo } from "../activity-execution.ts";
import type { DataConverter } from "../data-converter.ts";
import type { SerializationContext } from "../serialization-context.ts";
import { enumName } from "./enum-name.ts";
import { payloadsOf } from "./payloads.ts";
import { priorityOf } from "./priority.ts";
import { retryPolicyOf } from "./retry-policy.ts";
import { searchAttributesOf } from "./search-attributes.ts";
import { dateOf, msOf } from "./time.ts";
import { metadataTexts } from "./user-metadata.ts";

/** What both messages that tell of an activity have in common. */
type Listed = Pick<
  activity.ActivityExecutionListInfo,
  "activityId" | "runId" | "activityType" | "scheduleTime" | "closeTime" | "status" | "searchAttributes" | "taskQueue"
>;

export function activityInfoOf(info: Listed): ActivityExecutionInfo {
  return {
    activityId: info.activityId,
    runId: info.runId,
    activityType: info.activityType?.name ?? "",
    taskQueue: info.taskQueue,
    status: enumName(enums.ActivityExecutionStatus, info.status) ?? "UNKNOWN",
    scheduleTime: dateOf(info.scheduleTime),
    closeTime: dateOf(info.closeTime),
    searchAttributes: searchAttributesOf(info.searchAttributes),
  };
}

export async function activityExecutionOf(
  info: activity.ActivityExecutionInfo,
  converter: DataConverter,
  context: SerializationContext,
): Promise<ActivityExecution> {
  return {
    ...activityInfoOf(info),
    state: enumName(enums.PendingActivityState, info.runState),
    attempt: info.attempt,
    startToCloseTimeoutMs: msOf(info.startToCloseTimeout) || undefined,
    scheduleToCloseTimeoutMs: msOf(info.scheduleToCloseTimeout) || undefined,
    scheduleToStartTimeoutMs: msOf(info.scheduleToStartTimeout) || undefined,
    heartbeatTimeoutMs: msOf(info.heartbeatTimeout) || undefined,
    retryPolicy: retryPolicyOf(info.retryPolicy),
    priority: priorityOf(info.priority),
    heartbeatDetails: await converter.fromPayloads(payloadsOf(info.heartbeatDetails), context),
    lastHeartbeatTime: dateOf(info.lastHeartbeatTime),
    lastStartedTime: dateOf(info.lastStartedTime),
    nextAttemptTime: dateOf(info.nextAttemptScheduleTime),
    expirationTime: dateOf(info.expirationTime),
    lastFailure: info.lastFailure && (await converter.decodeFailure(info.lastFailure, context)),
    lastWorkerIdentity: info.lastWorkerIdentity,
    cancelReason: info.canceledReason,
    ...(await metadataTexts(info.userMetadata, converter, context)),
  };
}
