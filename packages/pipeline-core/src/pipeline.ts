import { checkOptions } from "@millrace/protocol";
import type { PipelineDefinition } from "./definition.ts";
import { definitionOf } from "./embedded/definition.ts";
import type { Parameters } from "./parameters.ts";
import { nodeOf, type AnyStage } from "./stage.ts";
import { Variables } from "./variables.ts";
import type { CheckStages, ResultOf, WiredStage } from "./wiring.ts";

/** Options of {@link Pipeline}. */
export interface PipelineOptions<Stages> {
  /** Id → stage, in any order: data and `after` decide which runs first. */
  readonly stages: Stages;
  /** Initial values of variables. Default: none. */
  readonly variables?: Variables;
}

/** Stage id → what its function returns. */
export type StageResults<Stages> = { readonly [Id in keyof Stages]: ResultOf<Stages[Id]> };

type AnyStages = Readonly<Record<string, AnyStage>>;
type Values = Readonly<Record<string, unknown>>;

function checked<Declared extends object, Given, const Stages extends Readonly<Record<string, WiredStage & AnyStage>>>(
  name: string,
  parameters: Parameters<Declared, Given>,
  options: PipelineOptions<Stages & CheckStages<Declared, Stages>>,
): PipelineDefinition<Given, StageResults<Stages>> {
  return assemble(name, parameters as unknown as Parameters, options);
}

function unchecked(
  name: string,
  parameters: Parameters<object, unknown>,
  options: PipelineOptions<AnyStages>,
): PipelineDefinition<Partial<Values>, Values> {
  return assemble(name, parameters as unknown as Parameters, options);
}

function assemble<Given, Outputs>(
  name: string,
  parameters: Parameters,
  options: PipelineOptions<AnyStages>,
): PipelineDefinition<Given, Outputs> {
  checkOptions(options, ["stages", "variables"], `pipeline '${name}'`);
  return definitionOf({
    name,
    parameters,
    variables: options.variables ?? new Variables(),
    nodes: Object.entries(options.stages).map(([id, stage]) => nodeOf(id, stage)),
    outputs: "stages",
  });
}

/**
 * Assembles stages, checked at compile time and again when it is called: unknown stages, parameters and outputs,
 * missing, extra and wrongly typed inputs, and cycles.
 *
 * `Pipeline.unchecked` takes the same arguments and leaves the checks to the call: for generated pipelines, and for
 * graphs of more than 500 levels.
 *
 * @throws PipelineError PIPELINE_UNKNOWN_STAGE, PIPELINE_UNKNOWN_OUTPUT, PIPELINE_INVALID_NAME, PIPELINE_CYCLE …
 */
export const Pipeline: typeof checked & { readonly unchecked: typeof unchecked } = Object.freeze(
  Object.assign(checked, { unchecked }),
);
