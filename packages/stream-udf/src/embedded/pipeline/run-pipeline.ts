import type { Scope } from "../run-scope.ts";
import type { PipelinePlan, VertexPlan } from "../spec/plan.ts";
import type { StageMaker } from "../stage-maker.ts";
import type { Tally } from "../tally.ts";
import { Edge } from "./edge.ts";
import { mapVertex, reduceVertex, sinkVertex, sourceVertex, type VertexLoop } from "./vertices.ts";

/** Runs the vertices of a pipeline at the same time, with a bounded buffer between each two. */
export async function runPipeline(
  plan: PipelinePlan,
  maker: StageMaker,
  tallies: readonly Tally[],
  scope: Scope,
): Promise<void> {
  const edges = plan.vertices.slice(1).map(
    (to, nth) =>
      new Edge({
        plan: edgeInto(plan.vertices[nth]),
        capacity: to.limits.bufferLength,
        tally: tallies[nth] as Tally,
        clock: scope.clock,
      }),
  );
  const failAll = (error: unknown): void => edges.forEach((edge) => edge.fail(error));
  scope.forced.addEventListener("abort", () => failAll(scope.forced.reason), { once: true });

  const loops: VertexLoop[] = [];
  for (const [nth, vertex] of plan.vertices.entries()) {
    loops.push(
      await loopOf(vertex, plan, maker, {
        input: edges[nth - 1],
        output: edges[nth],
        tally: tallies[nth] as Tally,
        scope,
      }),
    );
  }
  // The first failure wins; the others only tell that they were stopped for it.
  await Promise.all(
    loops.map((loop) =>
      loop().catch((error: unknown) => {
        failAll(error);
        throw error;
      }),
    ),
  );
}

interface Surroundings {
  readonly input: Edge | undefined;
  readonly output: Edge | undefined;
  readonly tally: Tally;
  readonly scope: Scope;
}

function loopOf(vertex: VertexPlan, plan: PipelinePlan, maker: StageMaker, around: Surroundings): Promise<VertexLoop> {
  const { input, output, tally, scope } = around;
  const common = { limits: vertex.limits, maker, tally, scope };
  switch (vertex.kind) {
    case "source":
      return sourceVertex(vertex.source, plan.watermark, { ...common, output: there(output) });
    case "map":
      return mapVertex(vertex.udf, { ...common, input: there(input), output: there(output) });
    case "reduce":
      return reduceVertex(vertex.reduce, { ...common, input: there(input), output: there(output) });
    case "sink":
      return sinkVertex(vertex.sink, { ...common, input: there(input) });
  }
}

function edgeInto(from: VertexPlan | undefined): NonNullable<VertexPlan["edge"]> {
  return from?.edge ?? { condition: undefined, onFull: "retryUntilSuccess" };
}

/** The reader of specs lets no vertex pass that lacks an edge. */
function there(edge: Edge | undefined): Edge {
  if (edge === undefined) throw new Error("a vertex lacks an edge");
  return edge;
}
