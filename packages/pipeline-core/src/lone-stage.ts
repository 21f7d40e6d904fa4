import type { Run } from "./definition.ts";
import { startRun } from "./embedded/start-run.ts";
import type { Args, NodeInput, PipelineGraph } from "./graph.ts";
import { isName } from "./internal/names.ts";
import { requireObject } from "./internal/require-parts.ts";
import { Parameters } from "./parameters.ts";
import type { RunOptions } from "./run-options.ts";
import { nodeOf, type AnyStage } from "./stage-node.ts";
import { Variables } from "./variables.ts";

/** A run of a pipeline that has the one stage, and no parameters but those that an input of it is computed from. */
export function startAlone(stage: AnyStage, overrides: object = {}, options?: RunOptions): Run<Args> {
  return startRun<Args>(graphOf(stage, overrides), {}, options);
}

/** What the stage function returned; throws what it threw. */
export async function runAlone(stage: AnyStage, overrides?: object, options?: RunOptions): Promise<unknown> {
  const run = startAlone(stage, overrides, options);
  const report = await run.settled();
  const [failure] = report.failures;
  if (failure !== undefined) throw failure.error;
  await run.result();
  return report.stages[0]?.value;
}

function graphOf(stage: AnyStage, overrides: object): PipelineGraph {
  const name = stage.function.name;
  const id = isName(name) ? name : "stage";
  requireObject(overrides, `the overrides of stage '${id}'`);
  const given = Object.entries(overrides).map(([arg, value]): NodeInput => ({
    arg,
    logged: stage.inputs.some((input) => input.asArg === arg && input.logged),
    source: { kind: "literal", value },
  }));
  const bound = stage.inputs
    .filter(({ asArg }) => !Object.hasOwn(overrides, asArg))
    .map(({ asArg, bind, logged }): NodeInput => ({ arg: asArg, logged, source: { kind: "binding", binding: bind } }));
  const known = stage.inputs.map(({ bind }) => bind.needs).find((needs) => needs.kind === "parameters");
  return {
    name: id,
    parameters: known?.parameters ?? Parameters.define(),
    variables: new Variables(),
    nodes: [{ ...nodeOf(id, stage), after: [], inputs: [...bound, ...given] }],
    outputs: "stages",
  };
}
