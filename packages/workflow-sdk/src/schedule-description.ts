import type { ScheduleAction, SchedulePolicies, ScheduleState } from "./schedule-options.ts";
import type { ScheduleSpec } from "./schedule-spec.ts";
import type { TypedSearchAttributes } from "./search-attributes.ts";

/** A workflow that a schedule started. */
export interface ScheduleActionResult {
  /** When it was due. */
  readonly scheduledAt: Date;
  /** When it was started: later by jitter, buffering and load. */
  readonly takenAt: Date;
  readonly workflowId: string;
  readonly firstExecutionRunId: string;
}

/** What lists tell of a schedule. */
export interface ScheduleSummary {
  readonly scheduleId: string;
  /** Undefined where the server's list does not tell it. */
  readonly spec: ScheduleSpec | undefined;
  readonly workflowType: string | undefined;
  readonly paused: boolean;
  readonly note: string;
  readonly memo: Readonly<Record<string, unknown>>;
  readonly searchAttributes: TypedSearchAttributes;
  readonly recentActions: readonly ScheduleActionResult[];
  readonly nextActionTimes: readonly Date[];
}

/**
 * What `describe()` tells of a schedule. `spec`, `action`, `policies` and `state` are in the form that updates take;
 * calendars, also those of cron expressions, have all their parts as ranges.
 */
export interface ScheduleDescription {
  readonly scheduleId: string;
  readonly spec: ScheduleSpec;
  readonly action: Omit<ScheduleAction, "workflowType"> & { readonly workflowType: string };
  readonly policies: SchedulePolicies;
  readonly state: ScheduleState & { readonly paused: boolean };
  readonly memo: Readonly<Record<string, unknown>>;
  readonly searchAttributes: TypedSearchAttributes;
  readonly info: {
    readonly actionCount: number;
    readonly missedCatchupWindow: number;
    readonly skippedByOverlap: number;
    readonly runningWorkflows: readonly { readonly workflowId: string; readonly runId: string }[];
    readonly recentActions: readonly ScheduleActionResult[];
    readonly nextActionTimes: readonly Date[];
    readonly createdAt: Date | undefined;
    readonly lastUpdatedAt: Date | undefined;
  };
}
