import { describeErrors } from "@millrace/protocol";
import { NamespaceNotFoundError as CoreNamespaceNotFoundError } from "../rpc-errors/namespace-errors.ts";
import { RpcError } from "../rpc-errors/rpc-error.ts";
import {
  ScheduleAlreadyExistsError,
  ScheduleNotFoundError as CoreScheduleNotFoundError,
} from "../rpc-errors/subject-errors.ts";
import { rpcErrors } from "../rpc-errors/error-table.ts";
import { recognise } from "./recognise.ts";

// The answers of the services with the official constructors, which code bases call in their tests.

/** All answers of the services. */
export class ServiceError extends RpcError {
  static {
    describeErrors(this, "RpcError", rpcErrors);
    recognise(this);
  }

  constructor(message: string, options: { readonly cause?: Error } = {}) {
    super({ status: "UNKNOWN", message, cause: options.cause }, "RPC_UNKNOWN");
    this.message = message;
  }
}

export class NamespaceNotFoundError extends CoreNamespaceNotFoundError {
  static {
    describeErrors(this, "NamespaceNotFoundError", rpcErrors);
    recognise(this);
  }

  constructor(namespace: string) {
    super({ status: "NOT_FOUND", message: `there is no namespace '${namespace}'` }, { namespace });
  }
}

export class ScheduleAlreadyRunning extends ScheduleAlreadyExistsError {
  static {
    describeErrors(this, "ScheduleAlreadyExistsError", rpcErrors);
    recognise(this);
  }

  constructor(message: string, scheduleId: string) {
    super({ status: "ALREADY_EXISTS", message }, { scheduleId });
    this.message = message;
  }
}

export class ScheduleNotFoundError extends CoreScheduleNotFoundError {
  static {
    describeErrors(this, "ScheduleNotFoundError", rpcErrors);
    recognise(this);
  }

  constructor(message: string, scheduleId: string) {
    super({ status: "NOT_FOUND", message }, { scheduleId });
    this.message = message;
  }
}
