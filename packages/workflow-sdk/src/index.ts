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
export type { RetryPolicy } from "./retry-policy.ts";
export * from "./rpc-errors/index.ts";
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
export type { Activities, ActivityFunction, ActivityObject } from "./activity-definitions.ts";
export type {
  ActivityExecuteInput,
  ActivityInboundInterceptor,
  ActivityInterceptorFactory,
  ActivityInterceptors,
  ActivityOutboundInterceptor,
} from "./activity-interceptors.ts";
export type { ActivityCall, ActivityExecutor } from "./executor.ts";
export { Worker } from "./worker.ts";
export { workerDefaults } from "./worker-options.ts";
export type { WorkerClient, WorkerOptions } from "./worker-options.ts";
