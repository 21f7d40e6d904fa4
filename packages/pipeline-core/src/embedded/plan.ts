import { PipelineError } from "../errors.ts";
import { sourcesOf, type Operation, type PipelineGraph, type Source, type StageNode } from "../graph.ts";
import { requireName, suggestion } from "../internal/names.ts";
import type { StageWork } from "./work.ts";

/** How a stage depends on one before it. */
export interface Edge {
  readonly from: number;
  /** `required`: needs its value · `tolerant`: takes what there is · `branch`: may be skipped · `order`: only waits for it */
  readonly kind: "required" | "tolerant" | "branch" | "order";
}

export interface PlanNode {
  readonly index: number;
  readonly stage: StageNode;
  readonly edges: readonly Edge[];
  /** Stages that wait for this one. */
  readonly dependents: readonly number[];
  /** Number of distinct stages to wait for. */
  readonly waits: number;
  /** Nothing to judge before it starts, as long as no stage of the run has failed or been skipped. */
  readonly plain: boolean;
  /** Every stage that uses its value copes without, so that its failure does not fail the run. */
  readonly forgiven: boolean;
  /** Hands out a stream while it runs. */
  readonly streams: boolean;
  /** What the stage does, compiled when it first runs. */
  work?: StageWork;
}

/** A validated graph with stages numbered and edges resolved; made once per definition. */
export interface Plan {
  readonly graph: PipelineGraph;
  readonly nodes: readonly PlanNode[];
  readonly indexOf: ReadonlyMap<string, number>;
}

const plans = new WeakMap<PipelineGraph, Plan>();

/** @throws PipelineError for unknown or duplicate names, cycles, conflicting limits and misused streams */
export function planOf(graph: PipelineGraph): Plan {
  let plan = plans.get(graph);
  if (plan === undefined) plans.set(graph, (plan = makePlan(graph)));
  return plan;
}

interface Draft {
  index: number;
  stage: StageNode;
  edges: Edge[];
  dependents: number[];
  waits: number;
  plain: boolean;
  forgiven: boolean;
  streams: boolean;
}

function makePlan(graph: PipelineGraph): Plan {
  const indexOf = new Map<string, number>();
  for (const [index, { id }] of graph.nodes.entries()) {
    requireName("stage", id);
    if (indexOf.has(id)) {
      throw new PipelineError(
        "PIPELINE_DUPLICATE_STAGE",
        `pipeline '${graph.name}' has two stages named '${id}'; rename one of them`,
        {
          details: { stage: id },
        },
      );
    }
    indexOf.set(id, index);
  }
  const nodes: Draft[] = graph.nodes.map((stage, index) => ({
    index,
    stage,
    edges: edgesOf(graph, stage, index, indexOf),
    dependents: [],
    waits: 0,
    plain: stage.gates.length === 0,
    forgiven: false,
    streams: stage.operation.kind === "map" && stage.operation.stream,
  }));
  connect(nodes);
  checkAcyclic(graph.name, nodes);
  checkLimits(graph);
  checkStreams(graph, nodes);
  return { graph, nodes, indexOf };
}

function edgesOf(graph: PipelineGraph, stage: StageNode, index: number, indexOf: ReadonlyMap<string, number>): Edge[] {
  const edges: Edge[] = [];
  const find = (name: string, what: string): number => {
    const from = indexOf.get(name);
    if (from !== undefined) return from;
    throw new PipelineError(
      "PIPELINE_UNKNOWN_STAGE",
      `stage '${stage.id}' of pipeline '${graph.name}' ${what} stage '${name}', which does not exist${suggestion(name, indexOf.keys())}`,
      { details: { stage: stage.id, unknown: name } },
    );
  };
  const branches: readonly Source[] =
    stage.operation.kind === "when" ? [stage.operation.whenTrue, stage.operation.whenFalse] : [];
  for (const source of sourcesOf(stage)) {
    if (source.kind === "stage") {
      if (source.use === "optional" && !indexOf.has(source.stage)) continue;
      const from = find(source.stage, "takes an input from");
      if (source.use === "required") checkOutput(graph, stage, source.output, graph.nodes[from] as StageNode);
      edges.push({
        from,
        kind: branches.includes(source) ? "branch" : source.use === "required" ? "required" : "tolerant",
      });
    } else if (source.kind === "parameter") {
      if (source.required) checkParameter(graph, stage, source.name);
    } else if (source.kind === "binding") {
      const { needs } = source.binding;
      if (needs.kind === "parameters") for (const name of needs.parameters.names) checkParameter(graph, stage, name);
      if (needs.kind === "stages") for (let from = 0; from < index; from++) edges.push({ from, kind: "order" });
    }
  }
  for (const name of stage.after) edges.push({ from: find(name, "is to run after"), kind: "order" });
  return edges;
}

function checkParameter({ name: pipeline, parameters }: PipelineGraph, stage: StageNode, name: string): void {
  if (parameters.open || parameters.declares(name)) return;
  throw new PipelineError(
    "PIPELINE_UNKNOWN_PARAMETER",
    `stage '${stage.id}' of pipeline '${pipeline}' takes parameter '${name}', which is not declared${suggestion(name, parameters.names)}`,
    { details: { stage: stage.id, parameter: name } },
  );
}

function checkOutput(graph: PipelineGraph, stage: StageNode, output: string | undefined, from: StageNode): void {
  if (output === undefined) return;
  const known = from.outputMapper === undefined ? ["return"] : from.outputMapper.outputs;
  if (known === undefined || known.includes(output)) return;
  throw new PipelineError(
    "PIPELINE_UNKNOWN_OUTPUT",
    `stage '${stage.id}' of pipeline '${graph.name}' takes output '${output}' of stage '${from.id}', which produces ${known.map((name) => `'${name}'`).join(", ")}${suggestion(output, known)}`,
    { details: { stage: stage.id, from: from.id, output } },
  );
}

function connect(nodes: readonly Draft[]): void {
  for (const node of nodes) {
    const seen = new Set<number>();
    for (const { from } of node.edges) {
      if (seen.has(from)) continue;
      seen.add(from);
      nodes[from]?.dependents.push(node.index);
    }
    node.waits = seen.size;
  }
  for (const node of nodes) {
    node.forgiven =
      node.dependents.length > 0 &&
      node.dependents.every((dependent) => {
        const draft = nodes[dependent] as Draft;
        return draft.edges.every((edge) => edge.from !== node.index || edge.kind === "tolerant");
      });
  }
}

function checkAcyclic(name: string, nodes: readonly Draft[]): void {
  const waits = Int32Array.from(nodes, (node) => node.waits);
  const free = nodes.filter((node) => node.waits === 0).map((node) => node.index);
  for (let head = 0; head < free.length; head++) {
    for (const dependent of nodes[free[head] as number]?.dependents ?? []) {
      if (--(waits as { [index: number]: number })[dependent]! === 0) free.push(dependent);
    }
  }
  if (free.length === nodes.length) return;
  const path = findCycle(nodes, waits);
  throw new PipelineError(
    "PIPELINE_CYCLE",
    `stages of pipeline '${name}' wait for each other: ${path.join(" -> ")}; remove one of these dependencies`,
    { details: { cycle: path } },
  );
}

/** Walks backwards among stages that still wait until one repeats; reads in the direction of the data. */
function findCycle(nodes: readonly Draft[], waits: Int32Array): string[] {
  const seen = new Map<number, number>();
  const walked: number[] = [];
  let at = waits.findIndex((count) => count > 0);
  while (!seen.has(at)) {
    seen.set(at, walked.length);
    walked.push(at);
    at = (nodes[at] as Draft).edges.find((edge) => (waits[edge.from] ?? 0) > 0)?.from ?? at;
  }
  const cycle = [...walked.slice(seen.get(at)), at];
  return cycle.toReversed().map((index) => (nodes[index] as Draft).stage.id);
}

function checkLimits(graph: PipelineGraph): void {
  const seen = new Map<string, { max: number; stage: string }>();
  for (const { id, options } of graph.nodes) {
    if (options.limit === undefined) continue;
    const before = seen.get(options.limit.key);
    if (before !== undefined && before.max !== options.limit.max) {
      throw new PipelineError(
        "PIPELINE_LIMIT_CONFLICT",
        `stages '${before.stage}' and '${id}' give limit '${options.limit.key}' different maxima, ${before.max} and ${options.limit.max}; use one`,
      );
    }
    seen.set(options.limit.key, { max: options.limit.max, stage: id });
  }
}

function checkStreams(graph: PipelineGraph, nodes: readonly Draft[]): void {
  const outputs: readonly Source[] = graph.outputs === "stages" ? [] : Object.values(graph.outputs);
  for (const node of nodes.filter((candidate) => candidate.streams)) {
    const { id } = node.stage;
    const problem =
      node.dependents.length > 1
        ? `is consumed by ${node.dependents.length} stages`
        : outputs.some((source) => source.kind === "stage" && source.stage === id)
          ? "is an output of the pipeline"
          : node.dependents.some((index) => nodes[index]?.stage.options.retry !== undefined)
            ? "feeds a stage that retries, and a stream cannot be read twice"
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
