import { checkOneOf, checkOptions } from "@millrace/protocol";
import type { PipelineGraph } from "./graph.ts";
import { renderDot } from "./graph-view/dot.ts";
import { graphView, type GraphView } from "./graph-view/graph-view.ts";
import { renderMermaid } from "./graph-view/mermaid.ts";
import { findStage } from "./observe/find-stage.ts";
import type { RunReport } from "./run-report.ts";

export interface GraphOptions {
  /** Colours the stages by what became of them in this run. Default: none. */
  readonly report?: RunReport<object>;
  /** From left to right, or from top to bottom. Default `"LR"`. */
  readonly direction?: "LR" | "TB";
}

/** What has a graph: a definition of either face. */
export interface HasGraph {
  readonly graph: PipelineGraph;
}

/**
 * The graph of a pipeline as a Mermaid flowchart, with sub-pipelines as subgraphs; edges that are optional,
 * conditional or order alone are dashed. The same definition gives the same text.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export function toMermaid(definition: HasGraph, options: GraphOptions = {}): string {
  return renderMermaid(viewOf(definition, options, "toMermaid"), options.direction ?? "LR");
}

/**
 * The graph of a pipeline in the DOT language of Graphviz, with sub-pipelines as clusters; edges that are optional,
 * conditional or order alone are dashed. The same definition gives the same text.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export function toDot(definition: HasGraph, options: GraphOptions = {}): string {
  return renderDot(viewOf(definition, options, "toDot"), options.direction ?? "LR");
}

function viewOf({ graph }: HasGraph, options: GraphOptions, where: string): GraphView {
  checkOptions(options, ["report", "direction"], where);
  if (options.direction !== undefined) checkOneOf(options.direction, "direction", where, ["LR", "TB"]);
  const { report } = options;
  return graphView(graph, report === undefined ? undefined : (id) => findStage(report, id)?.status);
}
