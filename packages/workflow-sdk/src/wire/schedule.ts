import { enums, type schedule, type workflowservice } from "@millrace/protocol/temporal";
import type { DataConverter } from "../data-converter.ts";
import type { ScheduleActionResult, ScheduleDescription, ScheduleSummary } from "../schedule-description.ts";
import type { ScheduleBackfill, ScheduleOverlapPolicy, SchedulePolicies, ScheduleState } from "../schedule-options.ts";
import { actionOf } from "./schedule-action.ts";
import { specOf } from "./schedule-spec.ts";
import { enumName, enumValue } from "./enum-name.ts";
import { fieldsOf } from "./payload-fields.ts";
import { searchAttributesOf } from "./search-attributes.ts";
import { dateOf, msOf, optionalDurationOf, timestampOf } from "./time.ts";
import { executionOf } from "./workflow-ref.ts";

export function wireOverlap(overlap: ScheduleOverlapPolicy | undefined): enums.ScheduleOverlapPolicy {
  return enumValue(enums.ScheduleOverlapPolicy, overlap);
}

export function wirePolicies(policies: SchedulePolicies): schedule.SchedulePolicies {
  return {
    $typeName: "temporal.api.schedule.v1.SchedulePolicies",
    overlapPolicy: wireOverlap(policies.overlap),
    catchupWindow: optionalDurationOf(policies.catchupWindowMs),
    pauseOnFailure: policies.pauseOnFailure ?? false,
    keepOriginalWorkflowId: false,
  };
}

export function wireState({ paused, note, remainingActions }: ScheduleState): schedule.ScheduleState {
  return {
    $typeName: "temporal.api.schedule.v1.ScheduleState",
    paused: paused ?? false,
    notes: note ?? "",
    limitedActions: remainingActions !== undefined,
    remainingActions: BigInt(remainingActions ?? 0),
  };
}

export function wireBackfill({ start, end, overlap }: ScheduleBackfill): schedule.BackfillRequest {
  return {
    $typeName: "temporal.api.schedule.v1.BackfillRequest",
    startTime: timestampOf(start),
    endTime: timestampOf(end),
    overlapPolicy: wireOverlap(overlap),
  };
}

export async function scheduleDescriptionOf(
  scheduleId: string,
  response: workflowservice.DescribeScheduleResponse,
  namespace: string,
  converter: DataConverter,
): Promise<ScheduleDescription> {
  const { schedule: described, info } = response;
  return {
    scheduleId,
    spec: specOf(described?.spec),
    action: await actionOf(described?.action, namespace, converter),
    policies: policiesOf(described?.policies),
    state: stateOf(described?.state),
    memo: await converter.fromPayloadFields(fieldsOf(response.memo)),
    searchAttributes: searchAttributesOf(response.searchAttributes),
    info: {
      actionCount: Number(info?.actionCount ?? 0),
      missedCatchupWindow: Number(info?.missedCatchupWindow ?? 0),
      skippedByOverlap: Number(info?.overlapSkipped ?? 0),
      runningWorkflows: (info?.runningWorkflows ?? []).flatMap((one) => executionOf(one) ?? []),
      recentActions: (info?.recentActions ?? []).map(actionResultOf),
      nextActionTimes: (info?.futureActionTimes ?? []).map((time) => dateOf(time)),
      createdAt: dateOf(info?.createTime),
      lastUpdatedAt: dateOf(info?.updateTime),
    },
  };
}

export async function scheduleSummaryOf(
  { scheduleId, memo, searchAttributes, info }: schedule.ScheduleListEntry,
  converter: DataConverter,
): Promise<ScheduleSummary> {
  return {
    scheduleId,
    spec: info?.spec && specOf(info.spec),
    workflowType: info?.workflowType?.name,
    paused: info?.paused ?? false,
    note: info?.notes ?? "",
    memo: await converter.fromPayloadFields(fieldsOf(memo)),
    searchAttributes: searchAttributesOf(searchAttributes),
    recentActions: (info?.recentActions ?? []).map(actionResultOf),
    nextActionTimes: (info?.futureActionTimes ?? []).map((time) => dateOf(time)),
  };
}

function actionResultOf(result: schedule.ScheduleActionResult): ScheduleActionResult {
  return {
    scheduledAt: dateOf(result.scheduleTime) ?? new Date(0),
    takenAt: dateOf(result.actualTime) ?? new Date(0),
    workflowId: result.startWorkflowResult?.workflowId ?? "",
    firstExecutionRunId: result.startWorkflowResult?.runId ?? "",
  };
}

function policiesOf(policies: schedule.SchedulePolicies | undefined): SchedulePolicies {
  const overlap = policies && enumName(enums.ScheduleOverlapPolicy, policies.overlapPolicy);
  const catchupWindowMs = msOf(policies?.catchupWindow);
  return {
    ...(overlap !== undefined && { overlap }),
    ...(catchupWindowMs !== undefined && { catchupWindowMs }),
    pauseOnFailure: policies?.pauseOnFailure ?? false,
  };
}

function stateOf(state: schedule.ScheduleState | undefined): ScheduleDescription["state"] {
  return {
    paused: state?.paused ?? false,
    ...(state !== undefined && state.notes !== "" && { note: state.notes }),
    ...(state?.limitedActions && { remainingActions: Number(state.remainingActions) }),
  };
}
