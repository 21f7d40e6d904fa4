import { describeErrors } from "@millrace/protocol";
import { rpcErrors } from "./error-table.ts";
import type { RpcAnswer } from "./rpc-error.ts";
import { AlreadyExistsError } from "./status-errors.ts";

export interface WorkflowAlreadyStartedFields {
  /** Empty where the caller of the service did not say what it started. */
  readonly workflowId: string;
  readonly workflowType: string;
  /** The run that there is already. */
  readonly runId: string;
  /** The first run of its chain; empty from older servers. */
  readonly firstExecutionRunId: string;
  /** What the run that there is was started by. */
  readonly startRequestId: string;
}

export class WorkflowAlreadyStartedError extends AlreadyExistsError {
  readonly workflowId: string;
  readonly workflowType: string;
  readonly runId: string;
  readonly firstExecutionRunId: string;
  readonly startRequestId: string;

  static {
    describeErrors(this, "WorkflowAlreadyStartedError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: WorkflowAlreadyStartedFields) {
    super(answer, "RPC_WORKFLOW_ALREADY_STARTED", { ...fields });
    this.workflowId = fields.workflowId;
    this.workflowType = fields.workflowType;
    this.runId = fields.runId;
    this.firstExecutionRunId = fields.firstExecutionRunId;
    this.startRequestId = fields.startRequestId;
  }
}

export interface ActivityAlreadyStartedFields {
  /** Empty where the caller of the service did not say what it started. */
  readonly activityId: string;
  readonly runId: string;
  readonly startRequestId: string;
}

/** A standalone activity has the id already. */
export class ActivityAlreadyStartedError extends AlreadyExistsError {
  readonly activityId: string;
  readonly runId: string;
  readonly startRequestId: string;

  static {
    describeErrors(this, "ActivityAlreadyStartedError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: ActivityAlreadyStartedFields) {
    super(answer, "RPC_ACTIVITY_ALREADY_STARTED", { ...fields });
    this.activityId = fields.activityId;
    this.runId = fields.runId;
    this.startRequestId = fields.startRequestId;
  }
}

export interface NexusOperationAlreadyStartedFields {
  readonly runId: string;
  readonly startRequestId: string;
}

export class NexusOperationAlreadyStartedError extends AlreadyExistsError {
  readonly runId: string;
  readonly startRequestId: string;

  static {
    describeErrors(this, "NexusOperationAlreadyStartedError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: NexusOperationAlreadyStartedFields) {
    super(answer, "RPC_NEXUS_OPERATION_ALREADY_STARTED", { ...fields });
    this.runId = fields.runId;
    this.startRequestId = fields.startRequestId;
  }
}
