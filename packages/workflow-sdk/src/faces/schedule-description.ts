import type {
  ScheduleActionResult,
  ScheduleDescription as CoreDescription,
  ScheduleSummary as CoreSummary,
} from "../schedule-description.ts";
import type { ScheduleSpec as CoreSpec } from "../schedule-spec.ts";
import type { TypedSearchAttributes } from "../search-attributes.ts";
import { officialCalendar, type CalendarSpecDescription } from "./calendar-description.ts";
import { defined } from "./defined.ts";
import type { ScheduleOverlapPolicy } from "./enums.ts";
import type { ScheduleOptionsStartWorkflowAction } from "./schedule-options.ts";
import { untypedSearchAttributes, type SearchAttributes } from "./search-attributes.ts";
import { officialCommonOptions, typedAttributes } from "./workflow-options.ts";

/** Durations are milliseconds. */
export interface ScheduleSpecDescription {
  readonly calendars?: readonly CalendarSpecDescription[];
  readonly intervals?: readonly IntervalSpecDescription[];
  readonly skip?: readonly CalendarSpecDescription[];
  readonly startAt?: Date;
  readonly endAt?: Date;
  readonly jitter?: number;
  readonly timezone?: string;
}

export interface IntervalSpecDescription {
  readonly every: number;
  readonly offset: number;
}

export interface ScheduleExecutionResult {
  readonly scheduledAt: Date;
  readonly takenAt: Date;
  readonly action: ScheduleExecutionActionResult;
}

export type ScheduleExecutionActionResult = ScheduleExecutionStartWorkflowActionResult;

export interface ScheduleExecutionStartWorkflowActionResult {
  readonly type: "startWorkflow";
  readonly workflow: { readonly workflowId: string; readonly firstExecutionRunId: string };
}

export interface ScheduleSummaryStartWorkflowAction {
  readonly type: "startWorkflow";
  readonly workflowType: string;
}

export type ScheduleSummaryAction = ScheduleSummaryStartWorkflowAction;

export type ScheduleDescriptionStartWorkflowAction = ScheduleOptionsStartWorkflowAction & {
  readonly workflowType: string;
  readonly typedSearchAttributes: TypedSearchAttributes;
};

export type ScheduleDescriptionAction = ScheduleDescriptionStartWorkflowAction;

export interface ScheduleSummary {
  readonly scheduleId: string;
  readonly spec?: ScheduleSpecDescription;
  readonly action?: ScheduleSummaryAction;
  readonly memo?: Readonly<Record<string, unknown>>;
  readonly searchAttributes: SearchAttributes;
  readonly typedSearchAttributes: TypedSearchAttributes;
  readonly state: { readonly paused: boolean; readonly note?: string };
  readonly info: {
    readonly recentActions: readonly ScheduleExecutionResult[];
    readonly nextActionTimes: readonly Date[];
  };
}

export interface ScheduleDescription {
  readonly scheduleId: string;
  readonly spec: ScheduleSpecDescription;
  readonly action: ScheduleDescriptionAction;
  readonly policies: {
    readonly overlap?: ScheduleOverlapPolicy;
    /** Milliseconds. */
    readonly catchupWindow?: number;
    readonly pauseOnFailure: boolean;
  };
  readonly memo: Readonly<Record<string, unknown>>;
  readonly searchAttributes: SearchAttributes;
  readonly typedSearchAttributes: TypedSearchAttributes;
  readonly state: { readonly paused: boolean; readonly note?: string; readonly remainingActions?: number };
  readonly info: {
    readonly recentActions: readonly ScheduleExecutionResult[];
    readonly nextActionTimes: readonly Date[];
    readonly numActionsTaken: number;
    readonly numActionsMissedCatchupWindow: number;
    readonly numActionsSkippedOverlap: number;
    readonly createdAt: Date | undefined;
    readonly lastUpdatedAt: Date | undefined;
    readonly runningActions: readonly ScheduleExecutionActionResult[];
  };
}

export function officialScheduleDescription(core: CoreDescription): ScheduleDescription {
  const { workflowType, workflowId, taskQueue, args = [] } = core.action;
  const { overlap, catchupWindowMs, pauseOnFailure = false } = core.policies;
  const { info } = core;
  return {
    scheduleId: core.scheduleId,
    spec: officialSpec(core.spec),
    action: {
      ...officialCommonOptions(core.action),
      type: "startWorkflow",
      workflowType,
      taskQueue,
      args,
      typedSearchAttributes: typedAttributes(core.action.searchAttributes),
      ...defined({ workflowId }),
    },
    policies: { pauseOnFailure, ...defined({ overlap, catchupWindow: catchupWindowMs }) },
    memo: core.memo,
    searchAttributes: untypedSearchAttributes(core.searchAttributes),
    typedSearchAttributes: core.searchAttributes,
    state: core.state,
    info: {
      recentActions: info.recentActions.map(officialResult),
      nextActionTimes: info.nextActionTimes,
      numActionsTaken: info.actionCount,
      numActionsMissedCatchupWindow: info.missedCatchupWindow,
      numActionsSkippedOverlap: info.skippedByOverlap,
      createdAt: info.createdAt,
      lastUpdatedAt: info.lastUpdatedAt,
      runningActions: info.runningWorkflows.map(({ workflowId: id, runId }) => started(id, runId)),
    },
  };
}

export function officialScheduleSummary(core: CoreSummary): ScheduleSummary {
  const { scheduleId, spec, workflowType, memo, recentActions, nextActionTimes } = core;
  return {
    scheduleId,
    memo,
    searchAttributes: untypedSearchAttributes(core.searchAttributes),
    typedSearchAttributes: core.searchAttributes,
    state: { paused: core.paused, ...(core.note !== "" && { note: core.note }) },
    info: { recentActions: recentActions.map(officialResult), nextActionTimes },
    ...(spec && { spec: officialSpec(spec) }),
    ...(workflowType !== undefined && { action: { type: "startWorkflow", workflowType } }),
  };
}

function officialSpec({ calendars, intervals, skip, jitterMs, ...same }: CoreSpec): ScheduleSpecDescription {
  return defined({
    ...same,
    calendars: calendars?.map(officialCalendar),
    skip: skip?.map(officialCalendar),
    jitter: jitterMs,
    intervals: intervals?.map(({ everyMs, offsetMs = 0 }) => ({ every: everyMs, offset: offsetMs })),
  });
}

function officialResult({
  scheduledAt,
  takenAt,
  workflowId,
  firstExecutionRunId,
}: ScheduleActionResult): ScheduleExecutionResult {
  return { scheduledAt, takenAt, action: started(workflowId, firstExecutionRunId) };
}

function started(workflowId: string, firstExecutionRunId: string): ScheduleExecutionStartWorkflowActionResult {
  return { type: "startWorkflow", workflow: { workflowId, firstExecutionRunId } };
}
