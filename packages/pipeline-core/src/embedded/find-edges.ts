import { PipelineError } from "../errors.ts";
import {
  sourcesOf,
  type Gate,
  type NodeInput,
  type PipelineGraph,
  type Source,
  type StageNode,
  type StageSource,
} from "../graph.ts";
import { suggestion } from "../internal/names.ts";
import { Edges, type EdgeKind } from "./edges.ts";

type IndexOf = ReadonlyMap<string, number>;

/** @throws PipelineError for stages, outputs and parameters that do not exist */
export function findEdges(graph: PipelineGraph, indexOf: IndexOf): Edges {
  const edges = new Edges(graph.nodes.length);
  for (let index = 0; index < graph.nodes.length; index++) {
    addStage(edges, graph, indexOf, index);
    edges.endStage();
  }
  edges.close();
  if (graph.outputs !== "stages")
    for (const source of Object.values(graph.outputs)) {
      const from = source.kind === "stage" ? indexOf.get(source.stage) : undefined;
      if (from !== undefined) edges.consume(from, kindOf(source as StageSource));
    }
  return edges;
}

/** Adds the edges that lead to a stage. Loops by index, here and below: iterators are objects, and this runs for each stage. */
function addStage(edges: Edges, graph: PipelineGraph, indexOf: IndexOf, index: number): void {
  const stage = graph.nodes[index] as StageNode;
  const { inputs, operation, gates, after } = stage;
  for (let at = 0; at < inputs.length; at++)
    edges.addInput(addSource(edges, graph, indexOf, index, (inputs[at] as NodeInput).source));
  if (operation.kind !== "task")
    for (const source of sourcesOf(operation)) addSource(edges, graph, indexOf, index, source);
  for (let at = 0; at < gates.length; at++) addSource(edges, graph, indexOf, index, (gates[at] as Gate).condition);
  for (let at = 0; at < after.length; at++) {
    const name = after[at] as string;
    edges.add(indexOf.get(name) ?? refuseUnknown(graph, stage, "is to run after", name), "order");
  }
}

/** Adds the edges that one source of a stage makes. Gives the stage that its value comes from, if any. */
function addSource(
  edges: Edges,
  graph: PipelineGraph,
  indexOf: IndexOf,
  index: number,
  source: Source,
): number | undefined {
  const stage = graph.nodes[index] as StageNode;
  if (source.kind === "parameter") {
    if (source.required) checkParameter(graph, stage, source.name);
  } else if (source.kind === "binding") {
    const { needs } = source.binding;
    if (needs.kind === "parameters") for (const name of needs.parameters.names) checkParameter(graph, stage, name);
    if (needs.kind === "stages") for (let from = 0; from < index; from++) edges.add(from, "order");
  } else if (source.kind === "stage") {
    const from = indexOf.get(source.stage);
    if (from === undefined) {
      if (source.use !== "optional") refuseUnknown(graph, stage, "takes an input from", source.stage);
      return undefined;
    }
    if (source.use === "required") checkOutput(graph, stage, source.output, graph.nodes[from] as StageNode);
    const { operation } = stage;
    const branch = operation.kind === "when" && (source === operation.whenTrue || source === operation.whenFalse);
    edges.add(from, branch ? "branch" : kindOf(source));
    return from;
  }
  return undefined;
}

const kindOf = ({ use }: StageSource): EdgeKind => (use === "required" ? "required" : "tolerant");

function refuseUnknown(graph: PipelineGraph, stage: StageNode, what: string, name: string): never {
  const known = graph.nodes.map(({ id }) => id);
  throw new PipelineError(
    "PIPELINE_UNKNOWN_STAGE",
    `stage '${stage.id}' of pipeline '${graph.name}' ${what} stage '${name}', which does not exist${suggestion(name, known)}`,
    { details: { stage: stage.id, unknown: name } },
  );
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
