export { handleProcessSignals } from "@millrace/protocol";
export { Batch } from "./batch.ts";
export type {
  Component,
  ComponentKind,
  Definition,
  HandlerCall,
  MapComponent,
  MaybePromise,
  ReduceComponent,
  SinkComponent,
  SourceTransformComponent,
} from "./component.ts";
export { createUdfServer } from "./create-udf-server.ts";
export type { Datum, SinkDatum } from "./datum.ts";
export { defineMap } from "./define-map.ts";
export type { DefineMapOptions, MapResults } from "./define-map.ts";
export { defineReduce } from "./define-reduce.ts";
export type { FoldOptions, Item, ReduceCall, ReduceOptions, ReduceResults } from "./define-reduce.ts";
export { defineSink } from "./define-sink.ts";
export type { DefineSinkOptions, SinkItem } from "./define-sink.ts";
export { defineSourceTransform } from "./define-source-transform.ts";
export type { DefineSourceTransformOptions, TimedForward, TransformResults } from "./define-source-transform.ts";
export { udfErrors } from "./error-table.ts";
export type { UdfErrorCode } from "./error-table.ts";
export { UdfError } from "./errors.ts";
export { EventTime } from "./event-time.ts";
export type { Instant } from "./event-time.ts";
export { Message } from "./message.ts";
export type { MessageOptions } from "./message.ts";
export { MessageT } from "./message-t.ts";
export type { IntervalWindow, Metadata } from "./metadata.ts";
export type { NackOptions } from "./nack-options.ts";
export { persistCriticalError } from "./persist-critical-error.ts";
export type { CriticalError, CriticalErrorOptions } from "./persist-critical-error.ts";
export { Response } from "./response.ts";
export type { ResponseStatus } from "./response.ts";
export { parseServerInfo, serverInfoTerminator } from "./server-info.ts";
export type { ServerInfo } from "./server-info.ts";
export { runSpec } from "./spec.ts";
export type { RunSpecOptions } from "./spec.ts";
export type {
  HasComponents,
  PipelineComponents,
  SourceMessage,
  SourceRecord,
  SpecComponents,
  SpecSource,
  VertexComponents,
} from "./spec-components.ts";
export type {
  DropReason,
  SpecCounters,
  SpecDrop,
  SpecNote,
  SpecPlace,
  SpecResult,
  VertexStats,
} from "./spec-result.ts";
export { linesOf } from "./spec-source.ts";
export type { StandardSchema } from "@millrace/protocol";
export { drop, fail, nack } from "./typed-result.ts";
export type { Drop, Forward, Results, Verdict } from "./typed-result.ts";
export { udfServerDefaults } from "./udf-server.ts";
export type { UdfAddress, UdfComponents, UdfEndpoint, UdfServer, UdfServerOptions } from "./udf-server.ts";
export type { MetadataGroups } from "./user-metadata.ts";
export { bytes, json, protobuf, text } from "./value-codec.ts";
export type { ValueCodec } from "./value-codec.ts";
