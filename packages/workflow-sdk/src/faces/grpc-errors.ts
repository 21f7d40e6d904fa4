import { isError } from "@millrace/protocol";
import { RpcError } from "../rpc-errors/rpc-error.ts";
import { CanceledError, DeadlineExceededError } from "../rpc-errors/status-errors.ts";

/** Whether a service answered with an error: all of them are of one class here. */
export function isGrpcServiceError(error: unknown): error is RpcError {
  return error instanceof RpcError;
}

/** Whether a deadline passed, here or in a cause: that of `withDeadline`, or the connection's for a call. */
export function isGrpcDeadlineError(error: unknown): error is Error {
  return withCauses(error).some((each) => DeadlineExceededError.is(each));
}

/** Whether the caller aborted the call, or the server cancelled it, here or in a cause. */
export function isGrpcCancelledError(error: unknown): error is Error {
  return withCauses(error).some(isCancelled);
}

/** The error itself, without its causes: whether its call came to no end. */
export function isUnfinishedCall(error: unknown): boolean {
  return DeadlineExceededError.is(error) || isCancelled(error);
}

function isCancelled(error: unknown): boolean {
  return CanceledError.is(error) || (isError(error) && error.name === "AbortError");
}

function withCauses(error: unknown): readonly unknown[] {
  const chain = new Set<unknown>();
  for (let each = error; isError(each) && !chain.has(each); each = each.cause) chain.add(each);
  return [...chain];
}
