import { assemble, type PipelineOptions } from "./assemble.ts";
import { collect } from "./collect.ts";
import type { PipelineDefinition } from "./definition.ts";
import type { Parameters } from "./parameters.ts";
import type { AnyStage } from "./stage-node.ts";
import type { CheckStages, ResultOf } from "./wiring.ts";

/** Stage id → what its function returns. */
export type StageResults<Stages> = { readonly [Id in keyof Stages]: ResultOf<Stages[Id]> };

type Values = Readonly<Record<string, unknown>>;

// The constraint of `Stages` says no more than `object`: from types of stages there the compiler would infer those of
// each stage, and widen them.
function checked<Declared extends object, Given, Stages extends Readonly<Record<string, object>>>(
  name: string,
  parameters: Parameters<Declared, Given>,
  options: PipelineOptions<Stages> & CheckStages<Declared, Stages>,
): PipelineDefinition<Given, StageResults<Stages>> {
  return assemble(name, parameters as unknown as Parameters, options);
}

function unchecked(
  name: string,
  parameters: Parameters<object, unknown>,
  options: PipelineOptions<Readonly<Record<string, AnyStage>>>,
): PipelineDefinition<Partial<Values>, Values> {
  return assemble(name, parameters as unknown as Parameters, options);
}

/**
 * Assembles stages, checked at compile time and again when it is called: unknown stages, parameters and outputs,
 * missing, extra and wrongly typed inputs, and cycles.
 *
 * `Pipeline.unchecked` takes the same arguments and leaves the checks to the call, for pipelines that a program
 * generates. `Pipeline.collect` gathers stages one by one, where their functions are written.
 *
 * @throws PipelineError PIPELINE_UNKNOWN_STAGE, PIPELINE_UNKNOWN_OUTPUT, PIPELINE_UNKNOWN_PARAMETER, PIPELINE_CYCLE,
 * PIPELINE_INVALID_NAME, PIPELINE_INVALID_ARGUMENT, PIPELINE_LIMIT_CONFLICT
 */
export const Pipeline: typeof checked & {
  readonly unchecked: typeof unchecked;
  readonly collect: typeof collect;
} = Object.freeze(Object.assign(checked, { unchecked, collect }));
