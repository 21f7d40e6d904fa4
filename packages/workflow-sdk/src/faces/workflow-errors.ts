import { describeErrors } from "@millrace/protocol";
import {
  QueryRejectedError as CoreQueryRejectedError,
  WorkflowContinuedAsNewError as CoreWorkflowContinuedAsNewError,
  WorkflowFailedError as CoreWorkflowFailedError,
  WorkflowUpdateFailedError as CoreWorkflowUpdateFailedError,
} from "../client-errors.ts";
import type { RetryState } from "../failures/retry-state.ts";
import { WorkflowAlreadyStartedError } from "../rpc-errors/already-started-errors.ts";
import { WorkflowNotFoundError as CoreWorkflowNotFoundError } from "../rpc-errors/subject-errors.ts";
import { QueryFailedError } from "../rpc-errors/workflow-errors.ts";
import { workflowErrors } from "../error-table.ts";
import { rpcErrors } from "../rpc-errors/error-table.ts";
import { recognise } from "./recognise.ts";

// The errors of workflows with the official constructors, which code bases call in their tests.

export class WorkflowFailedError extends CoreWorkflowFailedError {
  static {
    describeErrors(this, "WorkflowFailedError", workflowErrors);
    recognise(this);
  }

  constructor(message: string, cause: Error | undefined, retryState?: RetryState) {
    super("failed", "", cause ?? new Error(message), retryState);
    this.message = message;
  }
}

export class WorkflowUpdateFailedError extends CoreWorkflowUpdateFailedError {
  static {
    describeErrors(this, "WorkflowUpdateFailedError", workflowErrors);
    recognise(this);
  }

  constructor(message: string, cause: Error | undefined) {
    super("", "", cause ?? new Error(message));
    this.message = message;
  }
}

export class WorkflowContinuedAsNewError extends CoreWorkflowContinuedAsNewError {
  static {
    describeErrors(this, "WorkflowContinuedAsNewError", workflowErrors);
    recognise(this);
  }

  constructor(message: string, newExecutionRunId: string) {
    super("", newExecutionRunId);
    this.message = message;
  }
}

/** Here `status` is a text. */
export class QueryRejectedError extends CoreQueryRejectedError {
  static {
    describeErrors(this, "QueryRejectedError", workflowErrors);
    recognise(this);
  }

  constructor(status: CoreQueryRejectedError["status"]) {
    super("", status);
  }
}

export class QueryNotRegisteredError extends QueryFailedError {
  static {
    describeErrors(this, "QueryFailedError", rpcErrors);
    recognise(this);
  }

  constructor(message: string) {
    super({ status: "INVALID_ARGUMENT", message });
    this.message = message;
  }
}

export class WorkflowNotFoundError extends CoreWorkflowNotFoundError {
  static {
    describeErrors(this, "WorkflowNotFoundError", rpcErrors);
    recognise(this);
  }

  constructor(message: string, workflowId: string, runId: string | undefined) {
    super({ status: "NOT_FOUND", message }, { workflowId, runId: runId ?? "" });
    this.message = message;
  }
}

export class WorkflowExecutionAlreadyStartedError extends WorkflowAlreadyStartedError {
  static {
    describeErrors(this, "WorkflowAlreadyStartedError", rpcErrors);
    recognise(this);
  }

  constructor(message: string, workflowId: string, workflowType: string) {
    const fields = { workflowId, workflowType, runId: "", firstExecutionRunId: "", startRequestId: "" };
    super({ status: "ALREADY_EXISTS", message }, fields);
    this.message = message;
  }
}
