export type { BuilderStageOptions, Many, MapOptions, OutputRefs, OutputValues, PipelineBuilder } from "./builder.ts";
export type { CaptureOutput } from "./capture-output.ts";
export type { CollectedDeclaration, StageCollector } from "./collect.ts";
export { context } from "./context.ts";
export type { ContextVar } from "./context.ts";
export { defaultMapConcurrency, definePipeline } from "./define-pipeline.ts";
export type { DefinePipelineOptions } from "./define-pipeline.ts";
export type { PipelineDefinition, Run, RunArguments } from "./definition.ts";
export { describe } from "./describe.ts";
export type { InputDescription, PipelineDescription, SourceDescription, StageDescription } from "./describe.ts";
export { pipelineErrors } from "./error-table.ts";
export type { PipelineErrorCode } from "./error-table.ts";
export { PipelineError } from "./errors.ts";
export type { PipelineEvent, PipelineListener } from "./events.ts";
export { ExitPipeline } from "./exit-pipeline.ts";
export type { Gate, NodeInput, Operation, PipelineGraph, Source, StageNode } from "./graph.ts";
export { Input } from "./input.ts";
export type { InputOptions } from "./input.ts";
export { InputBinding } from "./input-binding.ts";
export { DependencyInputMapper, KeyedInputMapper } from "./input-mapper.ts";
export type { DependencyInputMapperOptions, KeyedInputMapperOptions } from "./input-mapper.ts";
export type { JsonValue } from "./internal/preview.ts";
export type { LogFolder, LoggingOptions } from "./logging.ts";
export type {
  Need,
  NeedsNothing,
  NeedsOutput,
  NeedsParameter,
  NeedsParameters,
  NeedsStages,
  NeedsVariable,
} from "./need.ts";
export { EXTRA_MAPPING_KEY, KeyedOutputMapper, OutputBehaviour, SequentialOutputMapper } from "./output-mapper.ts";
export type { OutputMapper, OutputMapperOptions } from "./output-mapper.ts";
export { Parameters } from "./parameters.ts";
export type { ParameterValues } from "./parameters.ts";
export { Pipeline } from "./pipeline.ts";
export type { StageResults } from "./pipeline.ts";
export type { ConsoleProgressOptions, ProgressStream } from "./progress.ts";
export { optional, settled } from "./ref.ts";
export type { Ref, RefFields, RefValue, Wire } from "./ref.ts";
export { err, isResult, ok } from "./result.ts";
export type { Result } from "./result.ts";
export type { RunOptions } from "./run-options.ts";
export type { RunReport, StageFailure, StageRecord } from "./run-report.ts";
export { callback, computed, dependency, immediate, param, variable } from "./shorthands.ts";
export { DEFAULT_OUTPUT_KEY, Stage } from "./stage.ts";
export type { StageDeclaration } from "./stage.ts";
export { summarize } from "./summarize.ts";
export type { SummarizeOptions, SummaryFormat } from "./summarize.ts";
export type { RunSummary, ShortValues, StageSummary } from "./summary/run-summary.ts";
export type { ErrorRecord } from "./observe/error-record.ts";
export type { EdgeKind } from "./graph-view/graph-view.ts";
export { toDot, toMermaid } from "./to-graph.ts";
export type { GraphOptions, HasGraph } from "./to-graph.ts";
export { Variables } from "./variables.ts";
export type { StageContext } from "./stage-context.ts";
export type { KeyedLimit, RetryPolicy, StageOptions } from "./stage-options.ts";
export type { StageTable, StageView } from "./stage-table.ts";
export type { RunStatus, StageStatus } from "./status.ts";
export type { StandardSchema } from "@millrace/protocol";
