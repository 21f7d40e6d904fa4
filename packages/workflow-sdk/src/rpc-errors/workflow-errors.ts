import { describeErrors } from "@millrace/protocol";
import type { ProtoFailure } from "../failures/proto-failure.ts";
import { rpcErrors } from "./error-table.ts";
import type { RpcAnswer } from "./rpc-error.ts";
import {
  AbortedError,
  AlreadyExistsError,
  FailedPreconditionError,
  InternalError,
  InvalidArgumentError,
} from "./status-errors.ts";

export class CancellationAlreadyRequestedError extends AlreadyExistsError {
  static {
    describeErrors(this, "CancellationAlreadyRequestedError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_CANCELLATION_ALREADY_REQUESTED");
  }
}

export class WorkflowNotReadyError extends FailedPreconditionError {
  static {
    describeErrors(this, "WorkflowNotReadyError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_WORKFLOW_NOT_READY");
  }
}

/** A query reached the workflow and failed there. Through a client, `cause` is what the workflow's code threw. */
export class QueryFailedError extends InvalidArgumentError {
  /** The failure as it came; undefined from servers that send none. */
  declare readonly failure?: ProtoFailure;

  static {
    describeErrors(this, "QueryFailedError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: { readonly failure?: ProtoFailure | undefined } = {}) {
    super(answer, "RPC_QUERY_FAILED");
    // Payloads are nothing for logs.
    Object.defineProperty(this, "failure", { value: fields.failure });
  }
}

export interface SystemWorkflowFields {
  readonly execution: { readonly workflowId: string; readonly runId: string };
  readonly workflowError: string;
}

export class SystemWorkflowError extends InternalError {
  readonly execution: { readonly workflowId: string; readonly runId: string };
  readonly workflowError: string;

  static {
    describeErrors(this, "SystemWorkflowError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: SystemWorkflowFields) {
    super(answer, "RPC_SYSTEM_WORKFLOW_FAILED", { ...fields });
    this.execution = fields.execution;
    this.workflowError = fields.workflowError;
  }
}

/** For workers: the pages of a task completion are to be sent again from the first. */
export class WorkflowTaskCompletionBufferLostError extends AbortedError {
  static {
    describeErrors(this, "WorkflowTaskCompletionBufferLostError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_TASK_COMPLETION_BUFFER_LOST");
  }
}
