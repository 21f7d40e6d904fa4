import { PipelineError } from "../errors.ts";
import type { Operation, PipelineGraph, Source, StageNode } from "../graph.ts";
import { requireName } from "../internal/names.ts";
import type { Edges } from "./edges.ts";
import { findEdges } from "./find-edges.ts";

/** A validated graph with stages numbered and edges resolved; made once per definition. */
export interface Plan {
  readonly graph: PipelineGraph;
  readonly edges: Edges;
  readonly indexOf: ReadonlyMap<string, number>;
  /** Limits by key, those of sub-pipelines among them. */
  readonly limits: ReadonlyMap<string, DeclaredLimit>;
}

interface DeclaredLimit {
  readonly max: number;
  /** The first stage that declares it, by its id in the whole run. */
  readonly stage: string;
}

const plans = new WeakMap<PipelineGraph, Plan>();

/** @throws PipelineError for unknown or duplicate names, cycles, conflicting limits and misused streams */
export function planOf(graph: PipelineGraph): Plan {
  let plan = plans.get(graph);
  if (plan === undefined) plans.set(graph, (plan = makePlan(graph)));
  return plan;
}

function makePlan(graph: PipelineGraph): Plan {
  const indexOf = numberStages(graph);
  checkGroups(graph, indexOf);
  const edges = findEdges(graph, indexOf);
  const plan = { graph, edges, indexOf, limits: limitsOf(graph) };
  checkAcyclic(plan);
  checkStreams(plan);
  return plan;
}

function numberStages(graph: PipelineGraph): Map<string, number> {
  const indexOf = new Map<string, number>();
  for (const { id } of graph.nodes) {
    requireName("stage", id);
    const index = indexOf.size;
    indexOf.set(id, index);
    if (indexOf.size > index) continue;
    throw new PipelineError(
      "PIPELINE_DUPLICATE_STAGE",
      `pipeline '${graph.name}' has two stages named '${id}'; rename one of them`,
      {
        details: { stage: id },
      },
    );
  }
  return indexOf;
}

/** In the whole run the stages of sub-pipeline `a` are `a.…`, so no stage beside it may begin like that. */
function checkGroups({ name, nodes }: PipelineGraph, indexOf: Plan["indexOf"]): void {
  for (const { id } of nodes) {
    for (let dot = id.indexOf("."); dot >= 0; dot = id.indexOf(".", dot + 1)) {
      const above = nodes[indexOf.get(id.slice(0, dot)) ?? -1];
      if (above?.operation.kind !== "pipeline") continue;
      throw new PipelineError(
        "PIPELINE_DUPLICATE_STAGE",
        `stage '${id}' of pipeline '${name}' is named like a stage of its sub-pipeline '${above.id}'; rename one of them`,
        { details: { stage: id, pipeline: above.id } },
      );
    }
  }
}

function checkAcyclic({ graph: { name, nodes }, edges }: Plan): void {
  if (edges.forward) return;
  const waits = edges.waits.slice();
  const free = [...nodes.keys()].filter((index) => waits[index] === 0);
  for (const done of free) {
    for (const dependent of edges.dependentsOf(done)) {
      const left = (waits[dependent] as number) - 1;
      waits[dependent] = left;
      if (left === 0) free.push(dependent);
    }
  }
  if (free.length === nodes.length) return;
  const path = findCycle(edges, waits).map((index) => (nodes[index] as StageNode).id);
  throw new PipelineError(
    "PIPELINE_CYCLE",
    `stages of pipeline '${name}' wait for each other: ${path.join(" -> ")}; remove one of these dependencies`,
    { details: { cycle: path } },
  );
}

/** Walks backwards among stages that still wait until one repeats; reads in the direction of the data. */
function findCycle(edges: Edges, waits: Int32Array): number[] {
  const seen = new Map<number, number>();
  const walked: number[] = [];
  let at = waits.findIndex((count) => count > 0);
  while (!seen.has(at)) {
    seen.set(at, walked.length);
    walked.push(at);
    at = edges.into(at).find((edge) => (waits[edge.from] ?? 0) > 0)?.from ?? at;
  }
  return [...walked.slice(seen.get(at)), at].toReversed();
}

function limitsOf({ nodes }: PipelineGraph): Plan["limits"] {
  const limits = new Map<string, DeclaredLimit>();
  const add = (key: string, max: number, stage: string): void => {
    const before = limits.get(key);
    if (before === undefined) limits.set(key, { max, stage });
    else if (before.max !== max)
      throw new PipelineError(
        "PIPELINE_LIMIT_CONFLICT",
        `stages '${before.stage}' and '${stage}' give limit '${key}' different maxima, ${before.max} and ${max}; use one`,
      );
  };
  for (const { id, operation, options } of nodes) {
    if (options.limit !== undefined) add(options.limit.key, options.limit.max, id);
    if (operation.kind === "pipeline")
      for (const [key, { max, stage }] of planOf(operation.graph).limits) add(key, max, `${id}.${stage}`);
  }
  return limits;
}

function checkStreams({ graph, edges, indexOf }: Plan): void {
  const outputs: readonly Source[] = graph.outputs === "stages" ? [] : Object.values(graph.outputs);
  for (const { id } of graph.nodes.filter(({ operation }) => operation.kind === "map" && operation.stream)) {
    const index = indexOf.get(id) as number;
    const dependents = [...edges.dependentsOf(index)];
    const readers = dependents.filter((to) =>
      edges.into(to).some(({ from, kind }) => from === index && kind !== "order"),
    );
    const problem =
      readers.length > 1
        ? `is consumed by ${readers.length} stages`
        : outputs.some((source) => source.kind === "stage" && source.stage === id)
          ? "is an output of the pipeline"
          : dependents.some((to) => graph.nodes[to]?.options.retry !== undefined)
            ? "feeds a stage that retries, and a stream cannot be read twice"
            : dependents.length > readers.length
              ? "is named in 'after', and a stream ends with its consumer"
              : readers.length === 0
                ? "is consumed by no stage, so that it would never run"
                : undefined;
    if (problem === undefined) continue;
    throw new PipelineError(
      "PIPELINE_STREAM_MISUSE",
      `streaming map '${id}' of pipeline '${graph.name}' ${problem}; consume it in one stage, or drop stream: true`,
      {
        details: { stage: id },
      },
    );
  }
}

export type OperationOf<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;
