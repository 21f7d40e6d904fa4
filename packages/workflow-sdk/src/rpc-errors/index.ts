export {
  ActivityAlreadyStartedError,
  NexusOperationAlreadyStartedError,
  WorkflowAlreadyStartedError,
} from "./already-started-errors.ts";
export type {
  ActivityAlreadyStartedFields,
  NexusOperationAlreadyStartedFields,
  WorkflowAlreadyStartedFields,
} from "./already-started-errors.ts";
export { rpcErrors } from "./error-table.ts";
export type { RpcErrorCode } from "./error-table.ts";
export type { GrpcStatus } from "./grpc-status.ts";
export { MultiOperationExecutionError } from "./multi-operation-error.ts";
export type { OperationOutcome } from "./multi-operation-error.ts";
export {
  NamespaceAlreadyExistsError,
  NamespaceInvalidStateError,
  NamespaceNotActiveError,
  NamespaceNotFoundError,
  NamespaceUnavailableError,
} from "./namespace-errors.ts";
export type { NamespaceInvalidStateFields, NamespaceNotActiveFields, NamespaceState } from "./namespace-errors.ts";
export { PermissionDeniedError } from "./permission-denied-error.ts";
export { ResourceExhaustedError } from "./resource-exhausted-error.ts";
export type { ResourceExhaustedFields, ResourceExhaustedReason } from "./resource-exhausted-error.ts";
export { RpcError } from "./rpc-error.ts";
export type { RpcAnswer, RpcFields } from "./rpc-error.ts";
export {
  AbortedError,
  AlreadyExistsError,
  CanceledError,
  DataLossError,
  DeadlineExceededError,
  FailedPreconditionError,
  InternalError,
  InvalidArgumentError,
  NotFoundError,
  OutOfRangeError,
  UnauthenticatedError,
  UnavailableError,
  UnimplementedError,
  UnknownError,
} from "./status-errors.ts";
export {
  ActivityNotFoundError,
  ScheduleAlreadyExistsError,
  ScheduleNotFoundError,
  WorkflowNotFoundError,
} from "./subject-errors.ts";
export type { ActivityNotFoundFields, WorkflowNotFoundFields } from "./subject-errors.ts";
export {
  ClientVersionNotSupportedError,
  NewerBuildExistsError,
  ServerVersionNotSupportedError,
} from "./version-errors.ts";
export type { ClientVersionNotSupportedFields, ServerVersionNotSupportedFields } from "./version-errors.ts";
export {
  CancellationAlreadyRequestedError,
  QueryFailedError,
  SystemWorkflowError,
  WorkflowNotReadyError,
  WorkflowTaskCompletionBufferLostError,
} from "./workflow-errors.ts";
export type { SystemWorkflowFields } from "./workflow-errors.ts";
