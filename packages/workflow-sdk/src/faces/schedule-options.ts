import { checkOptions } from "@millrace/protocol";
import type {
  CreateScheduleOptions,
  ScheduleAction,
  ScheduleBackfill,
  ScheduleOptions as CoreOptions,
} from "../schedule-options.ts";
import type { CalendarSpec, ScheduleSpec as CoreSpec } from "../schedule-spec.ts";
import type { SearchAttributeList } from "../search-attribute-list.ts";
import { defined } from "./defined.ts";
import { durationMs, optionalMs, type Duration } from "./duration.ts";
import type { ScheduleOverlapPolicy } from "./enums.ts";
import { coreSearchAttributes, type SearchAttributes } from "./search-attributes.ts";
import type { Headers } from "./workflow-interceptors.ts";
import { coreCommonOptions, type CommonWorkflowOptions, type WithWorkflowArgs } from "./workflow-options.ts";
import type { Workflow } from "./workflow-type.ts";

export interface IntervalSpec {
  readonly every: Duration;
  readonly offset?: Duration;
}

/** When a schedule acts: at the times of all of these together, but not at those of `skip`. */
export interface ScheduleSpec {
  readonly calendars?: readonly CalendarSpec[];
  readonly intervals?: readonly IntervalSpec[];
  readonly cronExpressions?: readonly string[];
  readonly skip?: readonly CalendarSpec[];
  readonly startAt?: Date;
  readonly endAt?: Date;
  readonly jitter?: Duration;
  readonly timezone?: string;
}

type ActionSettings = Omit<
  CommonWorkflowOptions,
  "workflowIdReusePolicy" | "workflowIdConflictPolicy" | "cronSchedule"
>;

export type ScheduleOptionsStartWorkflowAction<W extends Workflow = Workflow> = WithWorkflowArgs<
  W,
  ActionSettings & {
    readonly type: "startWorkflow";
    readonly workflowType: string | W;
    readonly taskQueue: string;
    /** The time is added to it. Default: `<schedule id>-workflow`. */
    readonly workflowId?: string;
  }
>;
export type ScheduleOptionsAction = ScheduleOptionsStartWorkflowAction;

export interface Backfill {
  readonly start: Date;
  readonly end: Date;
  readonly overlap?: ScheduleOverlapPolicy;
}

interface ScheduleParts<Action> {
  readonly spec: ScheduleSpec;
  readonly action: Action;
  readonly policies?: {
    readonly overlap?: ScheduleOverlapPolicy;
    readonly catchupWindow?: Duration;
    readonly pauseOnFailure?: boolean;
  };
  readonly searchAttributes?: SearchAttributes;
  readonly typedSearchAttributes?: SearchAttributeList;
}

interface StateOptions {
  readonly paused?: boolean;
  readonly note?: string;
  readonly remainingActions?: number;
}

export interface ScheduleOptions<Action = ScheduleOptionsAction> extends ScheduleParts<Action> {
  readonly scheduleId: string;
  /** Of the schedule, not of its workflows. */
  readonly memo?: Readonly<Record<string, unknown>>;
  readonly state?: StateOptions & { readonly triggerImmediately?: boolean; readonly backfill?: readonly Backfill[] };
}

export interface ScheduleUpdateOptions<Action = ScheduleOptionsAction> extends ScheduleParts<Action> {
  readonly state?: StateOptions;
}

const partNames = ["spec", "action", "policies", "searchAttributes", "typedSearchAttributes", "state"] as const;

/** @param headers what interceptors added for the workflows. */
export function coreCreateOptions(options: ScheduleOptions, headers: Headers): CreateScheduleOptions {
  checkOptions(options, [...partNames, "scheduleId", "memo"], "create of a schedule");
  const { triggerImmediately, backfill, ...state } = options.state ?? {};
  const core = coreParts({ ...options, state });
  return {
    ...core,
    action: { ...core.action, header: headers },
    ...defined({ memo: options.memo, triggerImmediately, backfill: backfill?.map(coreBackfill) }),
  };
}

/** @param options may be a description with parts replaced: what it has more is not the caller's to change. */
export function coreUpdateOptions(options: ScheduleUpdateOptions): CoreOptions {
  checkOptions(options, [...partNames, "scheduleId", "memo", "info"], "update of a schedule");
  return coreParts(options);
}

export function coreBackfill({ start, end, overlap }: Backfill): ScheduleBackfill {
  return { start, end, ...defined({ overlap }) };
}

function coreParts({ spec, action, policies, state, ...attributes }: ScheduleUpdateOptions): CoreOptions {
  checkOptions(policies, ["overlap", "catchupWindow", "pauseOnFailure"], "a schedule: 'policies'");
  const { catchupWindow, ...same } = policies ?? {};
  return {
    spec: coreSpec(spec),
    action: coreAction(action),
    policies: defined({ ...same, catchupWindowMs: optionalMs(catchupWindow, "catchupWindow") }),
    state: defined(state ?? {}),
    ...defined({
      searchAttributes: coreSearchAttributes(untypedOf(attributes), attributes.typedSearchAttributes),
    }),
  };
}

// A description has both, which say the same.
function untypedOf(
  given: Pick<ScheduleUpdateOptions, "searchAttributes" | "typedSearchAttributes">,
): SearchAttributes | undefined {
  return given.typedSearchAttributes === undefined ? given.searchAttributes : undefined;
}

function coreSpec({ intervals, jitter, ...same }: ScheduleSpec): CoreSpec {
  return defined({
    ...same,
    jitterMs: optionalMs(jitter, "jitter"),
    intervals: intervals?.map(({ every, offset }) => ({
      everyMs: durationMs(every, "every"),
      ...defined({ offsetMs: optionalMs(offset, "offset") }),
    })),
  });
}

function coreAction(action: ScheduleOptionsAction): ScheduleAction {
  const { type, workflowType, workflowId, taskQueue, args } = action;
  const attributes = { ...action, searchAttributes: untypedOf(action) };
  return { ...coreCommonOptions(defined(attributes)), type, workflowType, taskQueue, ...defined({ workflowId, args }) };
}
