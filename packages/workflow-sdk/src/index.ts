export { workflowErrors } from "./error-table.ts";
export type { WorkflowErrorCode } from "./error-table.ts";
export { WorkflowSdkError } from "./errors.ts";
export type { Connectable, Target } from "./target.ts";
export { DataConverter } from "./data-converter.ts";
export type { DataConverterOptions } from "./data-converter.ts";
export { DefaultFailureConverter } from "./failure-converter.ts";
export type { DefaultFailureConverterOptions, FailureConverter } from "./failure-converter.ts";
export { ActivityFailure } from "./failures/activity-failure.ts";
export type { ActivityFailureOptions } from "./failures/activity-failure.ts";
export { ApplicationFailure } from "./failures/application-failure.ts";
export type { ApplicationFailureCategory, ApplicationFailureOptions } from "./failures/application-failure.ts";
export { CancelledFailure } from "./failures/cancelled-failure.ts";
export type { CancelledFailureOptions } from "./failures/cancelled-failure.ts";
export { ChildWorkflowFailure } from "./failures/child-workflow-failure.ts";
export type { ChildWorkflowFailureOptions } from "./failures/child-workflow-failure.ts";
export { NexusHandlerFailure } from "./failures/nexus-handler-failure.ts";
export type { NexusHandlerFailureOptions } from "./failures/nexus-handler-failure.ts";
export { NexusOperationFailure } from "./failures/nexus-operation-failure.ts";
export type { NexusOperationFailureOptions } from "./failures/nexus-operation-failure.ts";
export type { ProtoFailure } from "./failures/proto-failure.ts";
export type { RetryState } from "./failures/retry-state.ts";
export { ServerFailure } from "./failures/server-failure.ts";
export type { ServerFailureOptions } from "./failures/server-failure.ts";
export { TemporalFailure } from "./failures/temporal-failure.ts";
export type { FailureOptions } from "./failures/temporal-failure.ts";
export { TerminatedFailure } from "./failures/terminated-failure.ts";
export { TimeoutFailure } from "./failures/timeout-failure.ts";
export type { TimeoutFailureOptions, TimeoutType } from "./failures/timeout-failure.ts";
export type { Priority } from "./priority.ts";
export { RawValue } from "./raw-value.ts";
export { UndecodedValue } from "./undecoded-value.ts";
export type { RetryPolicy } from "./retry-policy.ts";
export {
  ActivityAlreadyStartedError,
  NexusOperationAlreadyStartedError,
  WorkflowAlreadyStartedError,
} from "./rpc-errors/already-started-errors.ts";
export type {
  ActivityAlreadyStartedFields,
  NexusOperationAlreadyStartedFields,
  WorkflowAlreadyStartedFields,
} from "./rpc-errors/already-started-errors.ts";
export { rpcErrors } from "./rpc-errors/error-table.ts";
export type { RpcErrorCode } from "./rpc-errors/error-table.ts";
export type { GrpcStatus } from "./rpc-errors/grpc-status.ts";
export { MultiOperationExecutionError } from "./rpc-errors/multi-operation-error.ts";
export type { OperationOutcome } from "./rpc-errors/multi-operation-error.ts";
export {
  NamespaceAlreadyExistsError,
  NamespaceInvalidStateError,
  NamespaceNotActiveError,
  NamespaceNotFoundError,
  NamespaceUnavailableError,
} from "./rpc-errors/namespace-errors.ts";
export type {
  NamespaceInvalidStateFields,
  NamespaceNotActiveFields,
  NamespaceState,
} from "./rpc-errors/namespace-errors.ts";
export { PermissionDeniedError } from "./rpc-errors/permission-denied-error.ts";
export { ResourceExhaustedError } from "./rpc-errors/resource-exhausted-error.ts";
export type { ResourceExhaustedFields, ResourceExhaustedReason } from "./rpc-errors/resource-exhausted-error.ts";
export { RpcError } from "./rpc-errors/rpc-error.ts";
export type { RpcAnswer, RpcFields } from "./rpc-errors/rpc-error.ts";
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
} from "./rpc-errors/status-errors.ts";
export {
  ActivityNotFoundError,
  ScheduleAlreadyExistsError,
  ScheduleNotFoundError,
  WorkflowNotFoundError,
} from "./rpc-errors/subject-errors.ts";
export type { ActivityNotFoundFields, WorkflowNotFoundFields } from "./rpc-errors/subject-errors.ts";
export {
  ClientVersionNotSupportedError,
  NewerBuildExistsError,
  ServerVersionNotSupportedError,
} from "./rpc-errors/version-errors.ts";
export type { ClientVersionNotSupportedFields, ServerVersionNotSupportedFields } from "./rpc-errors/version-errors.ts";
export {
  CancellationAlreadyRequestedError,
  QueryFailedError,
  SystemWorkflowError,
  WorkflowNotReadyError,
  WorkflowTaskCompletionBufferLostError,
} from "./rpc-errors/workflow-errors.ts";
export type { SystemWorkflowFields } from "./rpc-errors/workflow-errors.ts";
export type {
  ActivitySerializationContext,
  SerializationContext,
  WorkflowSerializationContext,
} from "./serialization-context.ts";
export {
  AesGcmCodec,
  BinaryNullPayloadConverter,
  BinaryPlainPayloadConverter,
  BinaryProtoPayloadConverter,
  CompositePayloadConverter,
  CompressionCodec,
  createPayload,
  createPayloadConverter,
  encodingOf,
  JsonPlainPayloadConverter,
  JsonProtoPayloadConverter,
  metadataText,
  PayloadConverter,
  V8PayloadConverter,
} from "@millrace/protocol/payload";
export type {
  AesGcmCodecOptions,
  CompressionCodecOptions,
  MaybePromise,
  MessageRegistry,
  MessageSchema,
  Payload,
  PayloadCodec,
  ProtoConverterOptions,
} from "@millrace/protocol/payload";
export { defineSearchAttributeKey, SearchAttributeType } from "./search-attribute-key.ts";
export type { SearchAttributeKey, SearchAttributeTypes } from "./search-attribute-key.ts";
export { TypedSearchAttributes } from "./search-attributes.ts";
export type { SearchAttributePair, SearchAttributeUpdatePair } from "./search-attributes.ts";
export * as activity from "./activity.ts";
export type { ActivityContext } from "./activity-context.ts";
export type { ActivityCancellationDetails, ActivityCancelReason } from "./activity-cancellation.ts";
export type { Activities, ActivityFunction, ActivityObject } from "./activity-definitions.ts";
export type { ActivityFacts, ActivityInfo } from "./activity-info.ts";
export type {
  ActivityExecuteInput,
  ActivityInboundInterceptor,
  ActivityInterceptorFactory,
  ActivityInterceptors,
  ActivityOutboundInterceptor,
} from "./activity-interceptors.ts";
export type { ActivityCall, ActivityExecutor } from "./executor.ts";
export { createThreadExecutor } from "./thread-executor.ts";
export type { ThreadExecutor, ThreadExecutorOptions } from "./thread-executor.ts";
export { Worker } from "./worker.ts";
export { workerDefaults } from "./worker-options.ts";
export type { WorkerOptions } from "./worker-options.ts";
export type { WorkerClient } from "./worker-client.ts";
export { Client } from "./client.ts";
export type { UpdateWithStart } from "./client.ts";
export type { ClientOptions } from "./client-options.ts";
export {
  ActivityCancelledError,
  ActivityExecutionFailedError,
  ActivityPausedError,
  ActivityResetError,
  QueryRejectedError,
  WorkflowContinuedAsNewError,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
} from "./client-errors.ts";
export { defineQuery, defineSignal, defineUpdate } from "./definitions.ts";
export type { QueryDefinition, SignalDefinition, UpdateDefinition } from "./definitions.ts";
export type {
  CallHeader,
  CancelWorkflowInput,
  ClientCalls,
  ClientInterceptor,
  Next,
  QueryRejectCondition,
  QueryWorkflowInput,
  SignalWithStartInput,
  SignalWorkflowInput,
  StartUpdateInput,
  StartUpdateOutput,
  StartUpdateWithStartInput,
  StartWorkflowInput,
  StartWorkflowOutput,
  TerminateWorkflowInput,
  UpdateOutcome,
  UpdateStage,
  WorkflowChainRef,
  WorkflowRef,
} from "./interceptors.ts";
export type { CountGroup, CountOptions, CountResult, ListOptions } from "./list-options.ts";
export type { ServerCapabilities } from "./remote/connection/capabilities.ts";
export type { Connection } from "./remote/connection/connection.ts";
export type { ApiKey } from "./remote/connection/headers.ts";
export { connectionDefaults } from "./remote/connection/options.ts";
export type { ConnectionOptions } from "./remote/connection/options.ts";
export type { SearchAttributeList } from "./search-attribute-list.ts";
export type {
  StartWorkflowOptions,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowStartSettings,
} from "./start-workflow-options.ts";
export type {
  PendingActivity,
  PendingChild,
  WorkflowExecution,
  WorkflowExecutionInfo,
  WorkflowStatus,
} from "./workflow-execution.ts";
export { WorkflowHandle } from "./workflow-handle.ts";
export type { StartUpdateOptions, TerminateOptions, UpdateOptions, WorkflowResultOptions } from "./workflow-handle.ts";
export type { HistoryEventJson, WorkflowHistory } from "./workflow-history.ts";
export type { ArgsOf, ArgsOption, ResultOf, Workflow } from "./workflow-types.ts";
export { WorkflowUpdateHandle } from "./workflow-update-handle.ts";
export type { ResultWaitOptions } from "./workflow-update-handle.ts";
export type { ActivityExecution, ActivityExecutionInfo, ActivityStatus } from "./activity-execution.ts";
export { ActivityHandle } from "./activity-handle.ts";
export { AsyncActivityHandle } from "./async-completion.ts";
export type { AsyncActivityRef } from "./async-completion.ts";
export type {
  ActivityRef,
  ActivityResultInput,
  CreateScheduleInput,
  EndActivityInput,
  StartActivityInput,
} from "./interceptors.ts";
export type { ScheduleActionResult, ScheduleDescription, ScheduleSummary } from "./schedule-description.ts";
export { ScheduleHandle } from "./schedule-handle.ts";
export type {
  CreateScheduleOptions,
  ScheduleAction,
  ScheduleBackfill,
  ScheduleOptions,
  ScheduleOverlapPolicy,
  SchedulePolicies,
  ScheduleState,
} from "./schedule-options.ts";
export type {
  CalendarField,
  CalendarSpec,
  DayOfWeek,
  IntervalSpec,
  Month,
  ScheduleRange,
  ScheduleSpec,
} from "./schedule-spec.ts";
export type {
  ActivityIdConflictPolicy,
  ActivityIdReusePolicy,
  ActivityStartSettings,
  StartActivityOptions,
} from "./start-activity-options.ts";
export { loadClientConfig } from "./env-config.ts";
export type { ClientConfig, LoadClientConfigOptions } from "./env-config.ts";
export type { HealthService, OperatorService, TestService, WorkflowService } from "./workflow-service.ts";
