import { checkNumber, checkOneOf, checkOptions } from "@millrace/protocol";
import { WorkflowSdkError } from "./errors.ts";
import type { CallHeader } from "./interceptors.ts";
import { checkArgs, checkMemo, checkText } from "./internal/check-values.ts";
import type { ScheduleSpec } from "./schedule-spec.ts";
import { checkSearchAttributes, type SearchAttributeList } from "./search-attribute-list.ts";
import type { WorkflowStartSettings } from "./start-workflow-options.ts";
import type { ArgsOption, Workflow } from "./workflow-types.ts";

const overlaps = ["SKIP", "BUFFER_ONE", "BUFFER_ALL", "CANCEL_OTHER", "TERMINATE_OTHER", "ALLOW_ALL"] as const;

/** What a schedule does if the workflow that it started before still runs. Server's default `SKIP`. */
export type ScheduleOverlapPolicy = (typeof overlaps)[number];

/** The workflow that a schedule starts. */
export type ScheduleAction<W extends Workflow = Workflow> = ArgsOption<W> &
  Pick<
    WorkflowStartSettings,
    | "taskQueue"
    | "retryPolicy"
    | "executionTimeoutMs"
    | "runTimeoutMs"
    | "taskTimeoutMs"
    | "memo"
    | "searchAttributes"
    | "summary"
    | "details"
    | "priority"
  > & {
    readonly type: "startWorkflow";
    /** The workflow, or its name. */
    readonly workflowType: string | W;
    /** The time is added to it. Default: `<schedule id>-workflow`. */
    readonly workflowId?: string;
    /** What interceptors added when the schedule was made. */
    readonly header?: CallHeader;
  };

export interface SchedulePolicies {
  readonly overlap?: ScheduleOverlapPolicy;
  /** How late an action may be, after the server was down. Server's default a year. */
  readonly catchupWindowMs?: number;
  /** Whether a workflow that fails pauses the schedule. Default `false`. */
  readonly pauseOnFailure?: boolean;
}

export interface ScheduleState {
  /** Default `false`. */
  readonly paused?: boolean;
  /** For people. */
  readonly note?: string;
  /** How many actions are left; after them the schedule does nothing. Default: no limit. */
  readonly remainingActions?: number;
}

/** Actions as if a time in the past, or to come, were now. */
export interface ScheduleBackfill {
  /** Excluded. */
  readonly start: Date;
  /** Included. */
  readonly end: Date;
  readonly overlap?: ScheduleOverlapPolicy;
}

/** What a schedule is. */
export interface ScheduleOptions<W extends Workflow = Workflow> {
  readonly spec: ScheduleSpec;
  readonly action: ScheduleAction<W>;
  readonly policies?: SchedulePolicies;
  readonly state?: ScheduleState;
  /** Of the schedule, not of its workflows. */
  readonly searchAttributes?: SearchAttributeList;
}

/** How {@link Client.createSchedule} makes a schedule. */
export interface CreateScheduleOptions<W extends Workflow = Workflow> extends ScheduleOptions<W> {
  /** Of the schedule, not of its workflows. */
  readonly memo?: Readonly<Record<string, unknown>>;
  /** Act once at once. Default `false`. */
  readonly triggerImmediately?: boolean;
  readonly backfill?: readonly ScheduleBackfill[];
}

const specNames = ["calendars", "intervals", "cronExpressions", "skip", "startAt", "endAt", "jitterMs", "timezone"];
const actionNames = [
  "type",
  "workflowType",
  "workflowId",
  "args",
  "taskQueue",
  "retryPolicy",
  "executionTimeoutMs",
  "runTimeoutMs",
  "taskTimeoutMs",
  "memo",
  "searchAttributes",
  "summary",
  "details",
  "priority",
  "header",
];

/**
 * @param more options that the caller knows beside those of every schedule.
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_OPTION`
 */
export function checkScheduleOptions(options: ScheduleOptions, more: readonly string[], where: string): void {
  checkOptions(options, ["spec", "action", "policies", "state", "searchAttributes", ...more], where);
  checkObject(options?.spec, "spec", where);
  checkObject(options.action, "action", where);
  checkOptions(options.spec, specNames, `${where}: 'spec'`);
  checkAction(options.action, `${where}: 'action'`);
  checkSearchAttributes(options.searchAttributes, where);
  const { policies, state } = options;
  checkOptions(policies, ["overlap", "catchupWindowMs", "pauseOnFailure"], `${where}: 'policies'`);
  checkOverlap(policies?.overlap, where);
  checkOptions(state, ["paused", "note", "remainingActions"], `${where}: 'state'`);
  const { remainingActions } = state ?? {};
  if (remainingActions !== undefined) checkNumber(remainingActions, "remainingActions", where, { min: 0, whole: true });
}

/** @throws `PROTOCOL_INVALID_OPTION` */
export function checkOverlap(overlap: unknown, where: string): void {
  if (overlap !== undefined) checkOneOf(overlap, "overlap", where, overlaps);
}

/** @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_OPTION` */
export function checkBackfills(backfills: readonly ScheduleBackfill[] | undefined, where: string): void {
  checkArgs(backfills, "backfill", where);
  for (const backfill of backfills ?? []) {
    checkOptions(backfill, ["start", "end", "overlap"], `${where}: 'backfill'`);
    checkOverlap(backfill.overlap, `${where}: 'backfill'`);
    for (const name of ["start", "end"] as const) {
      if (backfill[name] instanceof Date) continue;
      throw invalid(`${where}: '${name}' of a backfill must be a Date`, name);
    }
  }
}

function checkAction(action: ScheduleAction, where: string): void {
  checkOptions(action, actionNames, where);
  checkOneOf(action.type, "type", where, ["startWorkflow"]);
  checkText(action.taskQueue, "taskQueue", where);
  if (action.workflowId !== undefined) checkText(action.workflowId, "workflowId", where);
  checkArgs(action.args, "args", where);
  checkMemo(action.memo, where);
  checkSearchAttributes(action.searchAttributes, where);
}

function checkObject(value: unknown, option: string, where: string): void {
  if (typeof value !== "object" || value === null) throw invalid(`${where}: '${option}' is missing`, option);
}

function invalid(message: string, option: string): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { option } });
}
