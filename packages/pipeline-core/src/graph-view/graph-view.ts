import { sourcesOf, type Operation, type PipelineGraph, type Source, type StageNode } from "../graph.ts";
import type { StageStatus } from "../status.ts";

/**
 * Why a stage waits for another. `data`: needs its value · `optional`: takes its value, or what became of it ·
 * `branch`: takes the value of the branch that ran · `condition`: runs only if the value is as `label` says ·
 * `order`: takes nothing.
 */
export type EdgeKind = "data" | "optional" | "branch" | "condition" | "order";

/** A stage in a drawing. */
export interface ViewNode {
  /** Unique in the whole pipeline: stage `parse` of the sub-pipeline `clean` is `clean.parse`. */
  readonly id: string;
  readonly label: string;
  readonly kind: Operation["kind"];
  /** The sub-pipeline that it belongs to. */
  readonly parent?: string;
  readonly status?: StageStatus;
}

export interface ViewEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly label?: string;
}

/** A pipeline as drawings show it: sub-pipelines unfolded, in declaration order. */
export interface GraphView {
  readonly name: string;
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
}

/** The status of a stage by its id in the whole pipeline. */
export type StatusOf = (id: string) => StageStatus | undefined;

export function graphView(graph: PipelineGraph, statusOf: StatusOf = () => undefined): GraphView {
  const nodes: ViewNode[] = [];
  const edges: ViewEdge[] = [];
  unfold(graph, undefined, statusOf, nodes, edges);
  return { name: graph.name, nodes, edges };
}

function unfold(
  graph: PipelineGraph,
  parent: string | undefined,
  statusOf: StatusOf,
  nodes: ViewNode[],
  edges: ViewEdge[],
): void {
  const full = (id: string): string => (parent === undefined ? id : `${parent}.${id}`);
  const known = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  for (const stage of graph.nodes) {
    const { operation, options } = stage;
    const id = full(stage.id);
    const status = statusOf(id);
    nodes.push({
      id,
      label: options.label ?? stage.id,
      kind: operation.kind,
      ...(parent === undefined ? {} : { parent }),
      ...(status === undefined ? {} : { status }),
    });
    for (const edge of edgesOf(stage, known)) edges.push({ ...edge, from: full(edge.from), to: id });
    if (operation.kind === "pipeline") unfold(operation.graph, id, statusOf, nodes, edges);
  }
}

/** What one stage waits for, each reason once. */
function edgesOf(stage: StageNode, known: ReadonlyMap<string, number>): readonly Omit<ViewEdge, "to">[] {
  const edges = new Map<string, Omit<ViewEdge, "to">>();
  const add = (from: string, kind: EdgeKind, label?: string): void => {
    // An optional input may name a stage that there is not.
    if (!known.has(from)) return;
    edges.set(`${kind} ${label ?? ""} ${from}`, { from, kind, ...(label === undefined ? {} : { label }) });
  };
  const addSource = (source: Source): void => {
    if (source.kind === "stage") {
      if (source.use === "required") add(source.stage, "data");
      else add(source.stage, "optional", source.use === "settled" ? "result" : "optional");
    } else if (source.kind === "binding" && source.binding.needs.kind === "stages") {
      // What a function over the stage table reads is unknown, so it waits for all before it.
      const own = known.get(stage.id) ?? 0;
      for (const [id, index] of known) if (index < own) add(id, "order", "after");
    }
  };
  const { operation } = stage;
  for (const { source } of stage.inputs) addSource(source);
  if (operation.kind !== "when") for (const source of sourcesOf(operation)) addSource(source);
  else {
    addSource(operation.condition);
    for (const [branch, label] of [
      [operation.whenTrue, "then"],
      [operation.whenFalse, "otherwise"],
    ] as const)
      if (branch.kind === "stage") add(branch.stage, "branch", label);
  }
  for (const { condition, expected } of stage.gates)
    if (condition.kind === "stage") add(condition.stage, "condition", expected ? "if" : "if not");
  for (const id of stage.after) add(id, "order", "after");
  return [...edges.values()];
}
