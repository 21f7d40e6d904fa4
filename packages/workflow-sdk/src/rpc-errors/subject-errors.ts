import { describeErrors } from "@millrace/protocol";
import { rpcErrors } from "./error-table.ts";
import type { RpcAnswer } from "./rpc-error.ts";
import { AlreadyExistsError, NotFoundError } from "./status-errors.ts";

// The server does not tell what it did not find: these classes come of what the call was about.

export interface WorkflowNotFoundFields {
  readonly workflowId: string;
  /** Empty where the call was about whatever run is the latest. */
  readonly runId: string;
}

export class WorkflowNotFoundError extends NotFoundError {
  readonly workflowId: string;
  readonly runId: string;

  static {
    describeErrors(this, "WorkflowNotFoundError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: WorkflowNotFoundFields) {
    super(answer, "RPC_WORKFLOW_NOT_FOUND", { ...fields });
    this.workflowId = fields.workflowId;
    this.runId = fields.runId;
  }
}

export interface ActivityNotFoundFields {
  /** Empty where the call named a task token alone. */
  readonly activityId: string;
}

export class ActivityNotFoundError extends NotFoundError {
  readonly activityId: string;

  static {
    describeErrors(this, "ActivityNotFoundError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: ActivityNotFoundFields) {
    super(answer, "RPC_ACTIVITY_NOT_FOUND", { ...fields });
    this.activityId = fields.activityId;
  }
}

export class ScheduleNotFoundError extends NotFoundError {
  readonly scheduleId: string;

  static {
    describeErrors(this, "ScheduleNotFoundError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: { readonly scheduleId: string }) {
    super(answer, "RPC_SCHEDULE_NOT_FOUND", fields);
    this.scheduleId = fields.scheduleId;
  }
}

export class ScheduleAlreadyExistsError extends AlreadyExistsError {
  readonly scheduleId: string;

  static {
    describeErrors(this, "ScheduleAlreadyExistsError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: { readonly scheduleId: string }) {
    super(answer, "RPC_SCHEDULE_ALREADY_EXISTS", fields);
    this.scheduleId = fields.scheduleId;
  }
}
