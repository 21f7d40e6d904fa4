// `@temporalio/client` 1.24.0's names over this package's own core; which of them: the guide "Official names".
export { Client } from "./faces/client.ts";
export type { BaseClient, BaseClientOptions } from "./faces/base-client.ts";
export type { ClientInterceptors, ClientOptions } from "./faces/client.ts";
export { Connection, LOCAL_TARGET } from "./faces/connection.ts";
export type { ConnectionOptions, Metadata, TLSConfig } from "./faces/connection.ts";
export type { Connection as ConnectionLike } from "./remote/connection/connection.ts";
export type { HealthService, OperatorService, TestService, WorkflowService } from "./workflow-service.ts";

export { WorkflowClient } from "./faces/workflow-client.ts";
export type {
  AsyncWorkflowListIterable,
  CountWorkflowExecution,
  GetWorkflowHandleOptions,
  HistoryAndWorkflowId,
  IntoHistoriesOptions,
  ListOptions,
  WorkflowClientOptions,
} from "./faces/workflow-client.ts";
export { WithStartWorkflowOperation } from "./faces/with-start-operation.ts";
export type {
  BaseWorkflowHandle,
  GetWorkflowUpdateHandleOptions,
  WorkflowHandle,
  WorkflowHandleWithFirstExecutionRunId,
  WorkflowHandleWithSignaledRunId,
  WorkflowHandleWithStartDetails,
  WorkflowQueryOptions,
  WorkflowResultOptions,
  WorkflowSignalOptions,
  WorkflowUpdateOptions,
} from "./faces/workflow-handle.ts";
export type { WorkflowUpdateHandle } from "./faces/workflow-update-handle.ts";
export type {
  WorkflowExecutionDescription,
  WorkflowExecutionInfo,
  WorkflowExecutionStatusName,
} from "./faces/workflow-description.ts";
export type {
  BaseWorkflowOptions,
  CommonWorkflowOptions,
  CompiledWorkflowOptions,
  WithWorkflowArgs,
  WorkflowDurationOptions,
  WorkflowOptions,
  WorkflowSignalWithStartOptions,
  WorkflowSignalWithStartOptionsWithArgs,
  WorkflowSignalWithStartOptionsWithoutArgs,
  WorkflowStartOptions,
} from "./faces/workflow-options.ts";
export type {
  Headers,
  Next,
  RequestCancelWorkflowExecutionResponse,
  TerminateWorkflowExecutionResponse,
  WorkflowCancelInput,
  WorkflowClientInterceptor,
  WorkflowDescribeInput,
  WorkflowExecution,
  WorkflowQueryInput,
  WorkflowSignalInput,
  WorkflowSignalWithStartInput,
  WorkflowStartInput,
  WorkflowStartOutput,
  WorkflowStartUpdateInput,
  WorkflowStartUpdateOutput,
  WorkflowStartUpdateWithStartInput,
  WorkflowStartUpdateWithStartOutput,
  WorkflowTerminateInput,
} from "./faces/workflow-interceptors.ts";
export { extractWorkflowType } from "./faces/workflow-type.ts";
export type { Workflow } from "./faces/workflow-type.ts";

export { ScheduleClient } from "./faces/schedule-client.ts";
export type {
  CreateScheduleInput,
  CreateScheduleOutput,
  ListScheduleOptions,
  ScheduleClientInterceptor,
  ScheduleClientOptions,
  ScheduleHandle,
} from "./faces/schedule-client.ts";
export type {
  Backfill,
  IntervalSpec,
  ScheduleOptions,
  ScheduleOptionsAction,
  ScheduleOptionsStartWorkflowAction,
  ScheduleSpec,
  ScheduleUpdateOptions,
} from "./faces/schedule-options.ts";
export type {
  IntervalSpecDescription,
  ScheduleDescription,
  ScheduleDescriptionAction,
  ScheduleDescriptionStartWorkflowAction,
  ScheduleExecutionActionResult,
  ScheduleExecutionResult,
  ScheduleExecutionStartWorkflowActionResult,
  ScheduleSpecDescription,
  ScheduleSummary,
  ScheduleSummaryAction,
  ScheduleSummaryStartWorkflowAction,
} from "./faces/schedule-description.ts";
export { daysOfWeek as DAYS_OF_WEEK, months as MONTHS } from "./schedule-spec.ts";
export type { CalendarSpec } from "./schedule-spec.ts";
export type { CalendarSpecDescription, DayOfWeek, LooseRange, Month, Range } from "./faces/calendar-description.ts";

export { ActivityClient } from "./faces/activity-client.ts";
export type { ActivityClientOptions, GetActivityHandleOptions, TypedActivityClient } from "./faces/activity-client.ts";
export type {
  ActivityDescribeOptions,
  ActivityExecutionDescription,
  ActivityExecutionInfo,
  CountActivityExecutions,
} from "./faces/activity-description.ts";
export type { ActivityHandle } from "./faces/activity-handle.ts";
export type {
  ActivityArgs,
  ActivityName,
  ActivityOptions,
  ActivityOptionsFor,
  ActivityOptionsWithArgs,
  ActivityResult,
} from "./faces/activity-options.ts";
export type {
  ActivityCancelInput,
  ActivityClientInterceptor,
  ActivityCountInput,
  ActivityDescribeInput,
  ActivityGetResultInput,
  ActivityListInput,
  ActivityStartInput,
  ActivityTerminateInput,
} from "./faces/activity-interceptors.ts";
export { AsyncCompletionClient } from "./faces/async-completion-client.ts";
export type { AsyncCompletionClientOptions, FullActivityId } from "./faces/async-completion-client.ts";

export {
  ActivityExecutionStatus,
  ActivityIdConflictPolicy,
  ActivityIdReusePolicy,
  PendingActivityState,
  QueryRejectCondition,
  ScheduleOverlapPolicy,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowUpdateStage,
} from "./faces/enums.ts";

export type { Decode, Encode } from "./faces/enum-numbers.ts";
export {
  decodeQueryRejectCondition,
  decodeScheduleOverlapPolicy,
  decodeWorkflowIdConflictPolicy,
  decodeWorkflowIdReusePolicy,
  encodeQueryRejectCondition,
  encodeScheduleOverlapPolicy,
  encodeWorkflowIdConflictPolicy,
  encodeWorkflowIdReusePolicy,
} from "./faces/workflow-enum-numbers.ts";
export {
  decodeActivityExecutionStatus,
  decodeActivityIdConflictPolicy,
  decodeActivityIdReusePolicy,
  decodePendingActivityState,
  encodeActivityExecutionStatus,
  encodeActivityIdConflictPolicy,
  encodeActivityIdReusePolicy,
  encodePendingActivityState,
} from "./faces/activity-enum-numbers.ts";

export {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  ServerFailure,
  TemporalFailure,
  TerminatedFailure,
  TimeoutFailure,
} from "./faces/failures.ts";
export {
  ActivityCompletionError,
  IllegalStateError,
  PayloadConverterError,
  ValueError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from "./faces/errors.ts";
export { CompleteAsyncError } from "./complete-async-error.ts";
export {
  ActivityCancelledError,
  ActivityExecutionAlreadyStartedError,
  ActivityExecutionFailedError,
  ActivityNotFoundError,
  ActivityPausedError,
  ActivityResetError,
} from "./faces/activity-errors.ts";
export {
  QueryNotRegisteredError,
  QueryRejectedError,
  WorkflowContinuedAsNewError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from "./faces/workflow-errors.ts";
export {
  NamespaceNotFoundError,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ServiceError,
} from "./faces/service-errors.ts";
export {
  isGrpcCancelledError,
  isGrpcDeadlineError,
  isGrpcServiceError,
  isGrpcServiceError as isServerErrorResponse,
} from "./faces/grpc-errors.ts";

export type { DataConverter } from "./faces/data-converter.ts";
export { defaultPayloadConverter } from "./faces/payload-converters.ts";
export type { ProtoFailure } from "./failures/proto-failure.ts";
export type { RetryPolicy } from "./faces/retry-policy.ts";
export type { Payload } from "@millrace/protocol/payload";
export type { QueryDefinition, SignalDefinition, UpdateDefinition } from "./definitions.ts";
export type {
  ActivityFunction,
  Activities as ActivityInterface,
  Activities as UntypedActivities,
} from "./activity-definitions.ts";
export type { ResultOf as WorkflowResultType } from "./workflow-types.ts";
