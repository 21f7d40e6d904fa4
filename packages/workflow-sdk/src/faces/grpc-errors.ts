import { isError } from "@millrace/protocol";
import { RpcError } from "../rpc-errors/rpc-error.ts";
import { CanceledError, DeadlineExceededError } from "../rpc-errors/status-errors.ts";

/** Whether a service answered with an error: all of them are of one class here. */
export function isGrpcServiceError(error: unknown): error is RpcError {
  return error instanceof RpcError;
}

/** Whether a deadline passed: that of `withDeadline`, or the connection's for a call. */
export function isGrpcDeadlineError(error: unknown): error is DeadlineExceededError {
  return DeadlineExceededError.is(error);
}

/** Whether the caller aborted the call, or the server cancelled it. */
export function isGrpcCancelledError(error: unknown): error is Error {
  return CanceledError.is(error) || (isError(error) && error.name === "AbortError");
}
