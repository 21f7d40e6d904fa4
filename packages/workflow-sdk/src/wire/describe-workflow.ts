import { enums, type workflow, type workflowservice } from "@millrace/protocol/temporal";
import type { DataConverter } from "../data-converter.ts";
import type { SerializationContext } from "../serialization-context.ts";
import type { PendingActivity, PendingChild, WorkflowExecution, WorkflowExecutionInfo } from "../workflow-execution.ts";
import { enumName } from "./enum-name.ts";
import { fieldsOf } from "./payload-fields.ts";
import { payloadsOf } from "./payloads.ts";
import { priorityOf } from "./priority.ts";
import { searchAttributesOf } from "./search-attributes.ts";
import { dateOf, msOf } from "./time.ts";
import { metadataTexts } from "./user-metadata.ts";
import { executionOf } from "./workflow-ref.ts";

export async function executionInfoOf(
  info: workflow.WorkflowExecutionInfo,
  namespace: string,
  converter: DataConverter,
): Promise<WorkflowExecutionInfo> {
  const { workflowId = "", runId = "" } = info.execution ?? {};
  const context: SerializationContext = { type: "workflow", namespace, workflowId };
  return {
    workflowId,
    runId,
    workflowType: info.type?.name ?? "",
    taskQueue: info.taskQueue,
    status: enumName(enums.WorkflowExecutionStatus, info.status) ?? "UNKNOWN",
    startTime: dateOf(info.startTime) ?? new Date(0),
    executionTime: dateOf(info.executionTime),
    closeTime: dateOf(info.closeTime),
    historyLength: Number(info.historyLength),
    historySizeBytes: Number(info.historySizeBytes),
    parent: executionOf(info.parentExecution),
    root: executionOf(info.rootExecution),
    firstRunId: info.firstRunId || undefined,
    memo: await converter.fromPayloadFields(fieldsOf(info.memo), context),
    searchAttributes: searchAttributesOf(info.searchAttributes),
    priority: priorityOf(info.priority),
  };
}

export async function workflowExecutionOf(
  response: workflowservice.DescribeWorkflowExecutionResponse,
  info: workflow.WorkflowExecutionInfo,
  namespace: string,
  converter: DataConverter,
): Promise<WorkflowExecution> {
  const { executionConfig, workflowExtendedInfo, pendingActivities, pendingChildren } = response;
  const base = await executionInfoOf(info, namespace, converter);
  const context: SerializationContext = { type: "workflow", namespace, workflowId: base.workflowId };
  return {
    ...base,
    ...(await metadataTexts(executionConfig?.userMetadata, converter, context)),
    executionTimeoutMs: noneIfZero(msOf(executionConfig?.workflowExecutionTimeout)),
    runTimeoutMs: noneIfZero(msOf(executionConfig?.workflowRunTimeout)),
    taskTimeoutMs: noneIfZero(msOf(executionConfig?.defaultWorkflowTaskTimeout)),
    cancelRequested: workflowExtendedInfo?.cancelRequested ?? false,
    pendingActivities: await Promise.all(pendingActivities.map((one) => pendingActivityOf(one, converter, context))),
    pendingChildren: pendingChildren.map(pendingChildOf),
  };
}

async function pendingActivityOf(
  info: workflow.PendingActivityInfo,
  converter: DataConverter,
  context: SerializationContext,
): Promise<PendingActivity> {
  return {
    activityId: info.activityId,
    activityType: info.activityType?.name ?? "",
    state: enumName(enums.PendingActivityState, info.state) ?? "UNKNOWN",
    attempt: info.attempt,
    maximumAttempts: info.maximumAttempts || Infinity,
    paused: info.paused,
    heartbeatDetails: await converter.fromPayloads(payloadsOf(info.heartbeatDetails), context),
    lastHeartbeatTime: dateOf(info.lastHeartbeatTime),
    lastStartedTime: dateOf(info.lastStartedTime),
    scheduledTime: dateOf(info.scheduledTime),
    expirationTime: dateOf(info.expirationTime),
    nextAttemptTime: dateOf(info.nextAttemptScheduleTime),
    lastFailure: info.lastFailure && (await converter.decodeFailure(info.lastFailure, context)),
    lastWorkerIdentity: info.lastWorkerIdentity,
  };
}

function pendingChildOf({ workflowId, runId, workflowTypeName }: workflow.PendingChildExecutionInfo): PendingChild {
  return { workflowId, runId, workflowType: workflowTypeName };
}

/** Servers send 0 for a time that nobody limited. */
function noneIfZero(ms: number | undefined): number | undefined {
  return ms === 0 ? undefined : ms;
}
