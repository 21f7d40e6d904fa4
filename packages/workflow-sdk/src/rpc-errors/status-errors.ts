import { describeErrors } from "@millrace/protocol";
import { rpcErrors, type RpcErrorCode } from "./error-table.ts";
import { RpcError, type RpcAnswer, type RpcFields } from "./rpc-error.ts";

// One class for each status that says all by itself, or has kinds below it. The others have files of their own.

export class CanceledError extends RpcError {
  static {
    describeErrors(this, "CanceledError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_CANCELLED");
  }
}

export class UnknownError extends RpcError {
  static {
    describeErrors(this, "UnknownError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_UNKNOWN");
  }
}

export class InvalidArgumentError extends RpcError {
  static {
    describeErrors(this, "InvalidArgumentError", rpcErrors);
  }

  constructor(answer: RpcAnswer, code: RpcErrorCode = "RPC_INVALID_ARGUMENT", fields?: RpcFields) {
    super(answer, code, fields);
  }
}

export class DeadlineExceededError extends RpcError {
  static {
    describeErrors(this, "DeadlineExceededError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_DEADLINE_EXCEEDED");
  }
}

export class NotFoundError extends RpcError {
  static {
    describeErrors(this, "NotFoundError", rpcErrors);
  }

  constructor(answer: RpcAnswer, code: RpcErrorCode = "RPC_NOT_FOUND", fields?: RpcFields) {
    super(answer, code, fields);
  }
}

export class AlreadyExistsError extends RpcError {
  static {
    describeErrors(this, "AlreadyExistsError", rpcErrors);
  }

  constructor(answer: RpcAnswer, code: RpcErrorCode = "RPC_ALREADY_EXISTS", fields?: RpcFields) {
    super(answer, code, fields);
  }
}

export class FailedPreconditionError extends RpcError {
  static {
    describeErrors(this, "FailedPreconditionError", rpcErrors);
  }

  constructor(answer: RpcAnswer, code: RpcErrorCode = "RPC_FAILED_PRECONDITION", fields?: RpcFields) {
    super(answer, code, fields);
  }
}

export class AbortedError extends RpcError {
  static {
    describeErrors(this, "AbortedError", rpcErrors);
  }

  constructor(answer: RpcAnswer, code: RpcErrorCode = "RPC_ABORTED", fields?: RpcFields) {
    super(answer, code, fields);
  }
}

export class OutOfRangeError extends RpcError {
  static {
    describeErrors(this, "OutOfRangeError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_OUT_OF_RANGE");
  }
}

export class UnimplementedError extends RpcError {
  static {
    describeErrors(this, "UnimplementedError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_UNIMPLEMENTED");
  }
}

export class InternalError extends RpcError {
  static {
    describeErrors(this, "InternalError", rpcErrors);
  }

  constructor(answer: RpcAnswer, code: RpcErrorCode = "RPC_INTERNAL", fields?: RpcFields) {
    super(answer, code, fields);
  }
}

export class UnavailableError extends RpcError {
  static {
    describeErrors(this, "UnavailableError", rpcErrors);
  }

  constructor(answer: RpcAnswer, code: RpcErrorCode = "RPC_UNAVAILABLE", fields?: RpcFields) {
    super(answer, code, fields);
  }
}

export class DataLossError extends RpcError {
  static {
    describeErrors(this, "DataLossError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_DATA_LOSS");
  }
}

export class UnauthenticatedError extends RpcError {
  static {
    describeErrors(this, "UnauthenticatedError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_UNAUTHENTICATED");
  }
}
