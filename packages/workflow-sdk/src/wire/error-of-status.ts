import { PermissionDeniedError } from "../rpc-errors/permission-denied-error.ts";
import { ResourceExhaustedError } from "../rpc-errors/resource-exhausted-error.ts";
import type { RpcAnswer, RpcError } from "../rpc-errors/rpc-error.ts";
import * as byStatus from "../rpc-errors/status-errors.ts";
import {
  ActivityNotFoundError,
  ScheduleAlreadyExistsError,
  ScheduleNotFoundError,
  WorkflowNotFoundError,
} from "../rpc-errors/subject-errors.ts";
import type { RpcCall } from "./rpc-call.ts";

/** The error of a status, and of what the call was about. */
export function errorOfStatus(answer: RpcAnswer, call: RpcCall): RpcError {
  switch (answer.status) {
    case "CANCELLED":
      return new byStatus.CanceledError(answer);
    case "UNKNOWN":
      return new byStatus.UnknownError(answer);
    case "INVALID_ARGUMENT":
      return new byStatus.InvalidArgumentError(answer);
    case "DEADLINE_EXCEEDED":
      return new byStatus.DeadlineExceededError(answer);
    case "NOT_FOUND":
      return notFound(answer, call);
    case "ALREADY_EXISTS":
      return call.schedule
        ? new ScheduleAlreadyExistsError(answer, call.schedule)
        : new byStatus.AlreadyExistsError(answer);
    case "PERMISSION_DENIED":
      return new PermissionDeniedError(answer);
    case "RESOURCE_EXHAUSTED":
      return new ResourceExhaustedError(answer);
    case "FAILED_PRECONDITION":
      return new byStatus.FailedPreconditionError(answer);
    case "ABORTED":
      return new byStatus.AbortedError(answer);
    case "OUT_OF_RANGE":
      return new byStatus.OutOfRangeError(answer);
    case "UNIMPLEMENTED":
      return new byStatus.UnimplementedError(answer);
    case "INTERNAL":
      return new byStatus.InternalError(answer);
    case "UNAVAILABLE":
      return new byStatus.UnavailableError(answer);
    case "DATA_LOSS":
      return new byStatus.DataLossError(answer);
    case "UNAUTHENTICATED":
      return new byStatus.UnauthenticatedError(answer);
  }
}

function notFound(answer: RpcAnswer, { workflow, activity, schedule }: RpcCall): RpcError {
  if (activity) return new ActivityNotFoundError(answer, { activityId: activity.activityId ?? "" });
  if (schedule) return new ScheduleNotFoundError(answer, schedule);
  if (workflow === undefined) return new byStatus.NotFoundError(answer);
  return new WorkflowNotFoundError(answer, { workflowId: workflow.workflowId, runId: workflow.runId ?? "" });
}
