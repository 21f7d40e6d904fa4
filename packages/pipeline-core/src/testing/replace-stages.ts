import type { PipelineDefinition } from "../definition.ts";
import { definitionOf } from "../embedded/definition.ts";
import { PipelineError } from "../errors.ts";
import type { Args, NodeInput, StageFunction, StageNode } from "../graph.ts";
import { suggestion } from "../internal/names.ts";
import { requireFunction } from "../internal/require-function.ts";
import type { StageContext } from "../stage-context.ts";

/** What stands in for a stage: gets the values of its inputs; for a map or reduce also what that goes over, as `over`. */
export type StandIn = (args: never, context: StageContext) => unknown;

/**
 * The same pipeline with other functions in some stages, so that a test reaches neither network nor disk. A stage of
 * any kind becomes a plain one: what stands in for a map gives its whole list, for a sub-pipeline its outputs. It waits
 * for the stages that the other waited for.
 *
 * @throws PipelineError PIPELINE_UNKNOWN_STAGE, PIPELINE_NOT_A_FUNCTION
 */
export function replaceStages<Given, Outputs>(
  definition: PipelineDefinition<Given, Outputs>,
  standIns: Readonly<Record<string, StandIn>>,
): PipelineDefinition<Given, Outputs> {
  const { graph } = definition;
  const ids = graph.nodes.map(({ id }) => id);
  const given = new Map(Object.entries(standIns));
  for (const [id, fn] of given) {
    requireFunction(fn, `what stands in for stage '${id}'`);
    if (ids.includes(id)) continue;
    throw new PipelineError(
      "PIPELINE_UNKNOWN_STAGE",
      `replaceStages names stage '${id}', which pipeline '${graph.name}' does not have${suggestion(id, ids)}`,
      { details: { stage: id } },
    );
  }
  const nodes = graph.nodes.map((node) => {
    const fn = given.get(node.id);
    if (fn === undefined) return node;
    return { ...node, inputs: inputsOf(node), operation: { kind: "task", fn: fn as StageFunction<[Args]> } } as const;
  });
  return definitionOf({ ...graph, nodes });
}

/** The lists of a stage that is no plain one are inputs of what stands in for it, unless it has others of these names. */
function inputsOf({ operation, inputs }: StageNode): readonly NodeInput[] {
  const lists = "over" in operation ? { over: operation.over } : operation.kind === "zip" ? operation.lists : {};
  const more = Object.entries(lists).map(([arg, source]): NodeInput => ({ arg, source, logged: false }));
  return [...inputs, ...more.filter(({ arg }) => !inputs.some((input) => input.arg === arg))];
}
