export { dataflowErrors } from "./error-table.ts";
export type { DataflowErrorCode } from "./error-table.ts";
export { DataflowError } from "./errors.ts";
export { f64, i64 } from "./parameter.ts";
export type { ExactParameter, ParameterInput, ParameterValue } from "./parameter.ts";
export type { Metadata, MetadataInput } from "./metadata.ts";
export { readTraceContext, writeTraceContext } from "./trace-context.ts";
export type { TraceContext } from "./trace-context.ts";
export { DoraStatus } from "./status.ts";
export { array, DoraValue } from "./value.ts";
export type { DataInput, TypedValue, ValueMemoryOptions } from "./value.ts";
export type { InferredTypeOf } from "./arrow/inferred-type.ts";
export * as arrowType from "./arrow/type-builders.ts";
export type { ArrowArray } from "./arrow/arrow-array.ts";
export type {
  ArrowField,
  ArrowType,
  ArrowTypeName,
  DecimalType,
  DecimalTypeName,
  IndexTypeName,
  ListType,
  SimpleType,
  SimpleTypeName,
  TimeUnit,
  TypeInput,
  TypeNamed,
  TypeOf,
} from "./arrow/arrow-type.ts";
export type { ArrayOf, ArrowScalar, NumericTypedArray, ScalarOf, TypedArrayOf } from "./arrow/type-values.ts";
export { checkDataflow, readDataflow } from "./descriptor/read-dataflow.ts";
export type { DataflowCheck } from "./descriptor/read-dataflow.ts";
export type { DataflowProblem, SourcePlace } from "./descriptor/problem.ts";
export type { DataflowSource, ReadDataflowOptions } from "./descriptor/read-options.ts";
export type {
  DataflowPlan,
  InputPlan,
  InputSource,
  LogFileLevel,
  ModulePlan,
  NodeCommand,
  NodePlacement,
  NodePlan,
  OperatorPlan,
  OutputPlan,
  ProcessCommand,
  RestartPlan,
} from "./descriptor/plan.ts";
export type { DataflowResult, NodeResult } from "./dataflow-result.ts";
export type { NodeLog, NodeLogLevel } from "./node-log.ts";
export { runDataflow, runDataflowDefaults, startDataflow } from "./run-dataflow.ts";
export type {
  NodeFunction,
  NodeReplacement,
  PlacedNode,
  RunDataflowOptions,
  RunningDataflow,
  StopOptions,
} from "./run-dataflow.ts";
export type { DataflowStats, EdgeStats, NodeState, NodeStats } from "./stats.ts";
export { Node } from "./node.ts";
export type { OutputData, RespondOptions } from "./node.ts";
export type { NodeOptions } from "./node/node-options.ts";
export type { Goal, GoalOptions, GoalResult, GoalStatus } from "./node/goal.ts";
export { requestDefaults } from "./node/request.ts";
export type { RequestOptions } from "./node/request.ts";
export type {
  DoraEvent,
  ErrorEvent,
  ExternalEvent,
  InputClosedEvent,
  InputEvent,
  InputRecoveredEvent,
  NodeEvent,
  NodeFailedEvent,
  NodeRestartedEvent,
  ParamDeletedEvent,
  ParamUpdateEvent,
  ReloadEvent,
  StopEvent,
  UnknownEvent,
} from "./event.ts";
export type { InputConfig, NodeConfig, QueuePolicy } from "./node-config.ts";
export type { HlcTimestamp } from "./node-link.ts";
export { version } from "./version.ts";
export { port } from "./port.ts";
export type { ArrowData, Port, ReceivedBy, SentBy } from "./port.ts";
export type { StandardSchema } from "@millrace/protocol";
export { graphHtml } from "./graph/html.ts";
export { graphMermaid } from "./graph/mermaid.ts";
export { defineOperator } from "./define-operator.ts";
export type { DefineOperatorOptions, TypedEvent, TypedInput, TypedSend } from "./define-operator.ts";
export type {
  HandlerStatus,
  Operator,
  OperatorDefinition,
  OperatorHandler,
  OperatorSource,
  SendOutput,
  SnakeCaseOperator,
} from "./operator.ts";
export { runOperators } from "./run-operators.ts";
export type { OperatorEntry, RunOperatorsOptions } from "./run-operators.ts";
export type { OperatorModule } from "./host/load-operator.ts";
