import type { Logger } from "@millrace/protocol";
import { PipelineError } from "./errors.ts";
import type { ParameterValues, Parameters } from "./parameters.ts";
import { stageSlot, type StageContext } from "./stage-context.ts";
import type { StageTable } from "./stage-table.ts";
import type { Variables } from "./variables.ts";

/**
 * A value that exists while a stage runs, and that inputs can be bound to.
 *
 * @typeParam T what {@link ContextVar.get} gives
 * @typeParam View what a mapper receives; for PARAMETERS and VARIABLES a read-only record of the values
 */
export interface ContextVar<T, View = T> {
  readonly name: string;
  /** The value in the running stage; `undefined` outside of a run. */
  get(): T | undefined;
  /** @throws PipelineError PIPELINE_OUTSIDE_RUN outside of a run */
  must(): T;
  /** What a mapper receives; `undefined` outside of a run. */
  view(): View | undefined;
}

function contextVar<T, View = T>(
  name: string,
  read: (stage: StageContext) => T,
  view: (value: T) => View = (value) => value as unknown as View,
): ContextVar<T, View> {
  const get = (): T | undefined => {
    const stage = stageSlot.get();
    return stage === undefined ? undefined : read(stage);
  };
  return Object.freeze({
    name,
    get,
    must: () => {
      const stage = stageSlot.get();
      if (stage === undefined) {
        throw new PipelineError(
          "PIPELINE_OUTSIDE_RUN",
          `context.${name} has a value only while a stage of a pipeline runs`,
        );
      }
      return read(stage);
    },
    view: () => {
      const value = get();
      return value === undefined ? undefined : view(value);
    },
  });
}

type Values = ParameterValues<Readonly<Record<string, unknown>>>;

const PIPELINE: ContextVar<string> = contextVar("PIPELINE", (stage) => stage.pipeline);
const PARAMETERS: ContextVar<Parameters, Values> = contextVar(
  "PARAMETERS",
  (stage) => stage.parameters,
  (parameters) => parameters.values,
);
const VARIABLES: ContextVar<Variables, Values> = contextVar(
  "VARIABLES",
  (stage) => stage.variables,
  (variables) => Object.freeze(Object.fromEntries(variables)),
);
const STAGES: ContextVar<StageTable> = contextVar("STAGES", (stage) => stage.stages);
const STAGE: ContextVar<string> = contextVar("STAGE", (stage) => stage.stage);
const LOG: ContextVar<Logger> = contextVar("LOG", (stage) => stage.logger);

/**
 * What the running stage can see: context variables to bind inputs to, and accessors for code at any depth below a
 * stage function. Accessors give `undefined` outside of a run; `must()` throws PIPELINE_OUTSIDE_RUN instead.
 */
export const context: {
  readonly PIPELINE: typeof PIPELINE;
  readonly PARAMETERS: typeof PARAMETERS;
  readonly VARIABLES: typeof VARIABLES;
  readonly STAGES: typeof STAGES;
  readonly STAGE: typeof STAGE;
  readonly LOG: typeof LOG;
  readonly pipeline: () => string | undefined;
  readonly parameters: () => Parameters | undefined;
  readonly variables: () => Variables | undefined;
  readonly stages: () => StageTable | undefined;
  readonly stage: () => string | undefined;
  readonly logger: () => Logger | undefined;
  readonly signal: () => AbortSignal | undefined;
  readonly runId: () => string | undefined;
  readonly must: () => StageContext;
} = Object.freeze({
  PIPELINE,
  PARAMETERS,
  VARIABLES,
  STAGES,
  STAGE,
  LOG,
  pipeline: () => stageSlot.get()?.pipeline,
  parameters: () => stageSlot.get()?.parameters,
  variables: () => stageSlot.get()?.variables,
  stages: () => stageSlot.get()?.stages,
  stage: () => stageSlot.get()?.stage,
  logger: () => stageSlot.get()?.logger,
  signal: () => stageSlot.get()?.signal,
  runId: () => stageSlot.get()?.runId,
  must: () => {
    const stage = stageSlot.get();
    if (stage === undefined) {
      throw new PipelineError(
        "PIPELINE_OUTSIDE_RUN",
        "there is no running stage here; call this from a stage function or below it",
      );
    }
    return stage;
  },
});
