import type { PipelineDefinition, RunArguments } from "../definition.ts";
import { frozen, type PipelineGraph } from "../graph.ts";
import { planOf } from "./plan.ts";
import { startRun } from "./start-run.ts";

/** A frozen definition of a graph, checked now. */
export function definitionOf<Given, Outputs>(graph: PipelineGraph): PipelineDefinition<Given, Outputs> {
  planOf(graph);
  const start = (...[given, options]: RunArguments<Given>): ReturnType<PipelineDefinition<Given, Outputs>["start"]> =>
    startRun<Outputs>(graph, given as object | undefined, options);
  return Object.freeze({
    name: graph.name,
    get graph() {
      return frozen(graph);
    },
    start,
    run: async (...args: RunArguments<Given>) => start(...args).result(),
    settled: async (...args: RunArguments<Given>) => start(...args).settled(),
  });
}
