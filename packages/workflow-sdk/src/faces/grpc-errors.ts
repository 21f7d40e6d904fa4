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

/** Whether the caller, or the server, cancelled the call. */
export function isGrpcCancelledError(error: unknown): error is CanceledError {
  return CanceledError.is(error);
}
