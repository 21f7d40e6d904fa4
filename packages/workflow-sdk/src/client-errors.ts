import { describeErrors } from "@millrace/protocol";
import { workflowErrors } from "./error-table.ts";
import { WorkflowSdkError } from "./errors.ts";
import type { RetryState } from "./failures/retry-state.ts";
import type { WorkflowStatus } from "./workflow-execution.ts";

/** A workflow ended without a result. `cause` says how: what it threw, that it was cancelled, terminated, too slow. */
export class WorkflowFailedError extends WorkflowSdkError {
  readonly workflowId: string;
  /** Why it was not tried again; undefined where the server does not say. */
  readonly retryState: RetryState | undefined;
  declare readonly cause: Error;

  static {
    describeErrors(this, "WorkflowFailedError", workflowErrors);
  }

  constructor(what: string, workflowId: string, cause: Error, retryState?: RetryState) {
    super("WORKFLOW_EXECUTION_FAILED", `workflow '${workflowId}' ${what}: ${cause.message}`, {
      cause,
      details: { workflowId },
    });
    this.workflowId = workflowId;
    this.retryState = retryState;
  }
}

/** A run ended by going on as another one, and its caller asked for the result of this run alone. */
export class WorkflowContinuedAsNewError extends WorkflowSdkError {
  readonly newExecutionRunId: string;

  static {
    describeErrors(this, "WorkflowContinuedAsNewError", workflowErrors);
  }

  constructor(workflowId: string, newExecutionRunId: string) {
    const message = `workflow '${workflowId}' goes on as the run ${newExecutionRunId}; ask for the result with 'followRuns'`;
    super("WORKFLOW_CONTINUED_AS_NEW", message, { details: { workflowId, newExecutionRunId } });
    this.newExecutionRunId = newExecutionRunId;
  }
}

/** An update was refused by the workflow, or failed in it; `cause` says why. */
export class WorkflowUpdateFailedError extends WorkflowSdkError {
  readonly updateId: string;
  declare readonly cause: Error;

  static {
    describeErrors(this, "WorkflowUpdateFailedError", workflowErrors);
  }

  constructor(workflowId: string, updateId: string, cause: Error) {
    const message = `update '${updateId}' of workflow '${workflowId}' failed: ${cause.message}`;
    super("WORKFLOW_UPDATE_FAILED", message, { cause, details: { workflowId, updateId } });
    this.updateId = updateId;
  }
}

/** The workflow is in a state in which its caller wanted no answer. */
export class QueryRejectedError extends WorkflowSdkError {
  readonly status: WorkflowStatus | "UNKNOWN";

  static {
    describeErrors(this, "QueryRejectedError", workflowErrors);
  }

  constructor(workflowId: string, status: WorkflowStatus | "UNKNOWN") {
    const message = `the query was rejected: workflow '${workflowId}' is ${status}`;
    super("WORKFLOW_QUERY_REJECTED", message, { details: { workflowId, status } });
    this.status = status;
  }
}

/** A standalone activity ended without a result; `cause` says how. */
export class ActivityExecutionFailedError extends WorkflowSdkError {
  readonly activityId: string;
  readonly runId: string;
  readonly retryState: RetryState | undefined;
  declare readonly cause: Error;

  static {
    describeErrors(this, "ActivityExecutionFailedError", workflowErrors);
  }

  constructor(ref: { readonly activityId: string; readonly runId: string }, cause: Error, retryState?: RetryState) {
    const message = `activity '${ref.activityId}' failed: ${cause.message}`;
    super("WORKFLOW_ACTIVITY_EXECUTION_FAILED", message, { cause, details: { ...ref } });
    this.activityId = ref.activityId;
    this.runId = ref.runId;
    this.retryState = retryState;
  }
}

/** The answer to a heartbeat from outside: the activity is to be cancelled. */
export class ActivityCancelledError extends WorkflowSdkError {
  static {
    describeErrors(this, "ActivityCancelledError", workflowErrors);
  }

  constructor() {
    super(
      "WORKFLOW_ACTIVITY_CANCELLED",
      "the activity is to be cancelled; stop, and report it with reportCancellation()",
    );
  }
}

/** The answer to a heartbeat from outside: the activity was paused. */
export class ActivityPausedError extends WorkflowSdkError {
  static {
    describeErrors(this, "ActivityPausedError", workflowErrors);
  }

  constructor() {
    super("WORKFLOW_ACTIVITY_PAUSED", "the activity is paused; stop this attempt, a later one will follow");
  }
}

/** The answer to a heartbeat from outside: the activity begins again from its first attempt. */
export class ActivityResetError extends WorkflowSdkError {
  static {
    describeErrors(this, "ActivityResetError", workflowErrors);
  }

  constructor() {
    super("WORKFLOW_ACTIVITY_RESET", "the activity was reset; stop this attempt, the first will follow");
  }
}
