import { checkOptions } from "@millrace/protocol";
import type { PipelineDefinition } from "./definition.ts";
import { definitionOf } from "./embedded/definition.ts";
import { requirePipelineName } from "./internal/names.ts";
import { requireObject, requirePart } from "./internal/require-parts.ts";
import type { Parameters } from "./parameters.ts";
import { nodeOf, type AnyStage } from "./stage-node.ts";
import { Variables } from "./variables.ts";

/** Options of {@link Pipeline}. */
export interface PipelineOptions<Stages> {
  /** Id → stage, in any order: data and `after` decide which runs first. */
  readonly stages: Stages;
  /** Initial values of variables. Default: none. */
  readonly variables?: Variables;
}

/** Makes a definition of stages by id; all checks happen now. */
export function assemble<Given, Outputs>(
  name: string,
  parameters: Parameters,
  options: PipelineOptions<object>,
): PipelineDefinition<Given, Outputs> {
  requirePipelineName(name);
  const where = `pipeline '${name}'`;
  requirePart(parameters, { forRun: "function" }, `the second argument of ${where}`, "made by Parameters.define");
  requireObject(options, `the third argument of ${where}`);
  checkOptions(options, ["stages", "variables"], where);
  const { stages, variables = new Variables() } = options;
  requireObject(stages, `'stages' of ${where}`);
  requirePart(variables, { forRun: "function" }, `'variables' of ${where}`, "a Variables object");
  const nodes = Object.entries(stages).map(([id, stage]: [string, AnyStage]) => {
    requirePart(stage, stageParts, `stage '${id}' of ${where}`, "made by Stage");
    return nodeOf(id, stage);
  });
  return definitionOf({ name, parameters, variables, nodes, outputs: "stages" });
}

const stageParts = { function: "function", inputs: "object", after: "object", options: "object" } as const;
