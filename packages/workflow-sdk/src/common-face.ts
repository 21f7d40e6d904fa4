// `@temporalio/common` 1.24.0's names over this package's own core; which of them: the guide "Official names".
export { ApplicationFailureCategory, RetryState, TimeoutType } from "./faces/failure-enums.ts";
export { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from "./faces/enums.ts";
export {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  createPayloadValidationError,
  ensureApplicationFailure,
  ensureTemporalFailure,
  NexusOperationFailure,
  ServerFailure,
  TemporalFailure,
  TerminatedFailure,
  TimeoutFailure,
} from "./faces/failures.ts";
export type { ApplicationFailureOptions } from "./faces/failures.ts";
export type { Decode, Encode } from "./faces/enum-numbers.ts";
export {
  decodeApplicationFailureCategory,
  decodeRetryState,
  decodeTimeoutType,
  encodeApplicationFailureCategory,
  encodeRetryState,
  encodeTimeoutType,
} from "./faces/failure-enum-numbers.ts";
export {
  decodeWorkflowIdConflictPolicy,
  decodeWorkflowIdReusePolicy,
  encodeWorkflowIdConflictPolicy,
  encodeWorkflowIdReusePolicy,
} from "./faces/workflow-enum-numbers.ts";
export { rootCause } from "./faces/root-cause.ts";
export { IllegalStateError, PayloadConverterError, ValueError } from "./faces/errors.ts";
export { CompleteAsyncError } from "./complete-async-error.ts";
export { NamespaceNotFoundError } from "./faces/service-errors.ts";
export { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from "./faces/workflow-errors.ts";
export { DefaultFailureConverter } from "./failure-converter.ts";
export type { DefaultFailureConverterOptions, FailureConverter } from "./failure-converter.ts";
export type { ProtoFailure } from "./failures/proto-failure.ts";
export { defaultDataConverter, defaultFailureConverter } from "./faces/data-converter.ts";
export type { DataConverter, LoadedDataConverter, PayloadCodec } from "./faces/data-converter.ts";
export type { PayloadConverter, PayloadConverterWithEncoding } from "./faces/payload-converter.ts";
export {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  DefaultPayloadConverter,
  defaultPayloadConverter,
  JsonPayloadConverter,
  UndefinedPayloadConverter,
} from "./faces/payload-converters.ts";
export {
  arrayFromPayloads,
  convertOptionalToPayload,
  fromPayloadsAtIndex,
  mapFromPayloads,
  mapToPayloads,
  toPayloads,
  toPayloadsWithContext,
} from "./faces/payload-values.ts";
export { encodingKeys, encodingTypes, METADATA_ENCODING_KEY, METADATA_MESSAGE_TYPE_KEY } from "./faces/encodings.ts";
export type { EncodingType } from "./faces/encodings.ts";
export { RawValue } from "./faces/raw-value.ts";
export type { Payload } from "@millrace/protocol/payload";
export type {
  ActivitySerializationContext,
  SerializationContext,
  WorkflowSerializationContext,
} from "./serialization-context.ts";
export type { Duration, StringValue } from "./faces/duration.ts";
export {
  msNumberToTs,
  msOptionalToNumber,
  msOptionalToTs,
  msToNumber,
  msToTs,
  optionalTsToDate,
  optionalTsToMs,
  tsToDate,
  tsToMs,
} from "./faces/timestamps.ts";
export type { Timestamp } from "./faces/timestamps.ts";
export { errorCode, errorMessage, str, u8 } from "./faces/small-helpers.ts";
export { compilePriority, compileRetryPolicy, decodePriority, decompileRetryPolicy } from "./faces/policy-messages.ts";
export type { RetryPolicy } from "./faces/retry-policy.ts";
export type { Priority } from "./priority.ts";
export { defineSearchAttributeKey, SearchAttributeType } from "./search-attribute-key.ts";
export { TypedSearchAttributes } from "./search-attributes.ts";
export type { SearchAttributePair, SearchAttributeUpdatePair } from "./search-attributes.ts";
export type { SearchAttributes, SearchAttributeValue } from "./faces/search-attributes.ts";
export { ActivityCancellationDetails } from "./faces/cancellation-details.ts";
export type { ActivityCancellationDetailsOptions } from "./faces/cancellation-details.ts";
export type { QueryDefinition, SignalDefinition, UpdateDefinition } from "./definitions.ts";
export type {
  ActivityFunction,
  Activities as ActivityInterface,
  Activities as UntypedActivities,
} from "./activity-definitions.ts";
export type { ResultOf as WorkflowResultType } from "./workflow-types.ts";
export type { Headers, Next, WorkflowExecution } from "./faces/workflow-interceptors.ts";
export { SdkComponent } from "./faces/sdk-component.ts";
export type { Logger, LogLevel, LogMetadata } from "./faces/logger.ts";
export type {
  BaseWorkflowOptions,
  CommonWorkflowOptions,
  WithWorkflowArgs,
  WorkflowDurationOptions,
} from "./faces/workflow-options.ts";
export type { HistoryAndWorkflowId } from "./faces/workflow-client.ts";
export type { BaseWorkflowHandle, WorkflowQueryOptions, WorkflowSignalOptions } from "./faces/workflow-handle.ts";
export { cutoffStackTrace } from "./faces/stack-trace.ts";
export { failureSource as FAILURE_SOURCE } from "./wire/failure/error-to-failure.ts";
export { noopMetricMeter } from "./faces/metrics.ts";
export type {
  Metric,
  MetricCounter,
  MetricGauge,
  MetricHistogram,
  MetricKind,
  MetricMeter,
  MetricTags,
  MetricUpDownCounter,
  NumericMetricValueType,
} from "./faces/metrics.ts";
export { extractWorkflowType } from "./faces/workflow-type.ts";
export type { Workflow } from "./faces/workflow-type.ts";
