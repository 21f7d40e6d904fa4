import { describeErrors } from "@millrace/protocol";
import {
  ActivityCancelledError as CoreActivityCancelledError,
  ActivityExecutionFailedError as CoreActivityExecutionFailedError,
  ActivityPausedError as CoreActivityPausedError,
  ActivityResetError as CoreActivityResetError,
} from "../client-errors.ts";
import { ActivityAlreadyStartedError } from "../rpc-errors/already-started-errors.ts";
import { ActivityNotFoundError as CoreActivityNotFoundError } from "../rpc-errors/subject-errors.ts";
import { workflowErrors } from "../error-table.ts";
import { rpcErrors } from "../rpc-errors/error-table.ts";
import { recognise } from "./recognise.ts";

// The errors of activities with the official constructors, which code bases call in their tests.

export class ActivityExecutionFailedError extends CoreActivityExecutionFailedError {
  static {
    describeErrors(this, "ActivityExecutionFailedError", workflowErrors);
    recognise(this);
  }

  constructor(message: string, cause: Error | undefined, activityId: string, runId: string = "") {
    super({ activityId, runId }, cause ?? new Error(message));
    this.message = message;
  }
}

export class ActivityExecutionAlreadyStartedError extends ActivityAlreadyStartedError {
  static {
    describeErrors(this, "ActivityAlreadyStartedError", rpcErrors);
    recognise(this);
  }

  constructor(message: string, activityId: string, runId: string) {
    super({ status: "ALREADY_EXISTS", message }, { activityId, runId, startRequestId: "" });
    this.message = message;
  }
}

export class ActivityNotFoundError extends CoreActivityNotFoundError {
  static {
    describeErrors(this, "ActivityNotFoundError", rpcErrors);
    recognise(this);
  }

  constructor(message: string = "there is no such activity") {
    super({ status: "NOT_FOUND", message }, { activityId: "" });
    this.message = message;
  }
}

export class ActivityCancelledError extends CoreActivityCancelledError {
  static {
    describeErrors(this, "ActivityCancelledError", workflowErrors);
    recognise(this);
  }

  constructor(message?: string) {
    super();
    if (message !== undefined) this.message = message;
  }
}

export class ActivityPausedError extends CoreActivityPausedError {
  static {
    describeErrors(this, "ActivityPausedError", workflowErrors);
    recognise(this);
  }

  constructor(message?: string) {
    super();
    if (message !== undefined) this.message = message;
  }
}

export class ActivityResetError extends CoreActivityResetError {
  static {
    describeErrors(this, "ActivityResetError", workflowErrors);
    recognise(this);
  }

  constructor(message?: string) {
    super();
    if (message !== undefined) this.message = message;
  }
}
