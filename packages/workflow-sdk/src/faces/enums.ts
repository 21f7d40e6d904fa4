// The official constants. Values are the texts that this package takes and gives; `undefined` leaves it to the server.

export const WorkflowIdReusePolicy: {
  readonly ALLOW_DUPLICATE: "ALLOW_DUPLICATE";
  readonly ALLOW_DUPLICATE_FAILED_ONLY: "ALLOW_DUPLICATE_FAILED_ONLY";
  readonly REJECT_DUPLICATE: "REJECT_DUPLICATE";
  readonly TERMINATE_IF_RUNNING: "TERMINATE_IF_RUNNING";
  readonly WORKFLOW_ID_REUSE_POLICY_UNSPECIFIED: undefined;
  readonly WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE: "ALLOW_DUPLICATE";
  readonly WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY: "ALLOW_DUPLICATE_FAILED_ONLY";
  readonly WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE: "REJECT_DUPLICATE";
  readonly WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING: "TERMINATE_IF_RUNNING";
} = Object.freeze({
  ALLOW_DUPLICATE: "ALLOW_DUPLICATE",
  ALLOW_DUPLICATE_FAILED_ONLY: "ALLOW_DUPLICATE_FAILED_ONLY",
  REJECT_DUPLICATE: "REJECT_DUPLICATE",
  TERMINATE_IF_RUNNING: "TERMINATE_IF_RUNNING",
  WORKFLOW_ID_REUSE_POLICY_UNSPECIFIED: undefined,
  WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE: "ALLOW_DUPLICATE",
  WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY: "ALLOW_DUPLICATE_FAILED_ONLY",
  WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE: "REJECT_DUPLICATE",
  WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING: "TERMINATE_IF_RUNNING",
});
export type WorkflowIdReusePolicy = (typeof WorkflowIdReusePolicy)[keyof typeof WorkflowIdReusePolicy];

export const WorkflowIdConflictPolicy: {
  readonly FAIL: "FAIL";
  readonly USE_EXISTING: "USE_EXISTING";
  readonly TERMINATE_EXISTING: "TERMINATE_EXISTING";
} = Object.freeze({ FAIL: "FAIL", USE_EXISTING: "USE_EXISTING", TERMINATE_EXISTING: "TERMINATE_EXISTING" });
export type WorkflowIdConflictPolicy = (typeof WorkflowIdConflictPolicy)[keyof typeof WorkflowIdConflictPolicy];

export const QueryRejectCondition: {
  readonly NONE: "NONE";
  readonly NOT_OPEN: "NOT_OPEN";
  readonly NOT_COMPLETED_CLEANLY: "NOT_COMPLETED_CLEANLY";
  readonly QUERY_REJECT_CONDITION_NONE: "NONE";
  readonly QUERY_REJECT_CONDITION_NOT_OPEN: "NOT_OPEN";
  readonly QUERY_REJECT_CONDITION_NOT_COMPLETED_CLEANLY: "NOT_COMPLETED_CLEANLY";
  readonly QUERY_REJECT_CONDITION_UNSPECIFIED: undefined;
} = Object.freeze({
  NONE: "NONE",
  NOT_OPEN: "NOT_OPEN",
  NOT_COMPLETED_CLEANLY: "NOT_COMPLETED_CLEANLY",
  QUERY_REJECT_CONDITION_NONE: "NONE",
  QUERY_REJECT_CONDITION_NOT_OPEN: "NOT_OPEN",
  QUERY_REJECT_CONDITION_NOT_COMPLETED_CLEANLY: "NOT_COMPLETED_CLEANLY",
  QUERY_REJECT_CONDITION_UNSPECIFIED: undefined,
});
export type QueryRejectCondition = (typeof QueryRejectCondition)[keyof typeof QueryRejectCondition];

export const ScheduleOverlapPolicy: {
  readonly SKIP: "SKIP";
  readonly BUFFER_ONE: "BUFFER_ONE";
  readonly BUFFER_ALL: "BUFFER_ALL";
  readonly CANCEL_OTHER: "CANCEL_OTHER";
  readonly TERMINATE_OTHER: "TERMINATE_OTHER";
  readonly ALLOW_ALL: "ALLOW_ALL";
  readonly UNSPECIFIED: undefined;
} = Object.freeze({
  SKIP: "SKIP",
  BUFFER_ONE: "BUFFER_ONE",
  BUFFER_ALL: "BUFFER_ALL",
  CANCEL_OTHER: "CANCEL_OTHER",
  TERMINATE_OTHER: "TERMINATE_OTHER",
  ALLOW_ALL: "ALLOW_ALL",
  UNSPECIFIED: undefined,
});
export type ScheduleOverlapPolicy = (typeof ScheduleOverlapPolicy)[keyof typeof ScheduleOverlapPolicy];

/** How far an update has come. */
export const WorkflowUpdateStage: {
  readonly ADMITTED: "ADMITTED";
  readonly ACCEPTED: "ACCEPTED";
  readonly COMPLETED: "COMPLETED";
  readonly UNSPECIFIED: undefined;
} = Object.freeze({ ADMITTED: "ADMITTED", ACCEPTED: "ACCEPTED", COMPLETED: "COMPLETED", UNSPECIFIED: undefined });
export type WorkflowUpdateStage = (typeof WorkflowUpdateStage)[keyof typeof WorkflowUpdateStage];

export const ActivityIdReusePolicy: {
  readonly ALLOW_DUPLICATE: "ALLOW_DUPLICATE";
  readonly ALLOW_DUPLICATE_FAILED_ONLY: "ALLOW_DUPLICATE_FAILED_ONLY";
  readonly REJECT_DUPLICATE: "REJECT_DUPLICATE";
} = Object.freeze({
  ALLOW_DUPLICATE: "ALLOW_DUPLICATE",
  ALLOW_DUPLICATE_FAILED_ONLY: "ALLOW_DUPLICATE_FAILED_ONLY",
  REJECT_DUPLICATE: "REJECT_DUPLICATE",
});
export type ActivityIdReusePolicy = (typeof ActivityIdReusePolicy)[keyof typeof ActivityIdReusePolicy];

export const ActivityIdConflictPolicy: { readonly FAIL: "FAIL"; readonly USE_EXISTING: "USE_EXISTING" } = Object.freeze(
  {
    FAIL: "FAIL",
    USE_EXISTING: "USE_EXISTING",
  },
);
export type ActivityIdConflictPolicy = (typeof ActivityIdConflictPolicy)[keyof typeof ActivityIdConflictPolicy];

export const ActivityExecutionStatus: {
  readonly RUNNING: "RUNNING";
  readonly COMPLETED: "COMPLETED";
  readonly FAILED: "FAILED";
  readonly CANCELED: "CANCELED";
  readonly TERMINATED: "TERMINATED";
  readonly TIMED_OUT: "TIMED_OUT";
  readonly PAUSED: "PAUSED";
} = Object.freeze({
  RUNNING: "RUNNING",
  COMPLETED: "COMPLETED",
  FAILED: "FAILED",
  CANCELED: "CANCELED",
  TERMINATED: "TERMINATED",
  TIMED_OUT: "TIMED_OUT",
  PAUSED: "PAUSED",
});
export type ActivityExecutionStatus = (typeof ActivityExecutionStatus)[keyof typeof ActivityExecutionStatus];

export const PendingActivityState: {
  readonly SCHEDULED: "SCHEDULED";
  readonly STARTED: "STARTED";
  readonly CANCEL_REQUESTED: "CANCEL_REQUESTED";
  readonly PAUSED: "PAUSED";
  readonly PAUSE_REQUESTED: "PAUSE_REQUESTED";
} = Object.freeze({
  SCHEDULED: "SCHEDULED",
  STARTED: "STARTED",
  CANCEL_REQUESTED: "CANCEL_REQUESTED",
  PAUSED: "PAUSED",
  PAUSE_REQUESTED: "PAUSE_REQUESTED",
});
export type PendingActivityState = (typeof PendingActivityState)[keyof typeof PendingActivityState];
