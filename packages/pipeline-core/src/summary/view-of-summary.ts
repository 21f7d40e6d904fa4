import type { GraphView } from "../graph-view/graph-view.ts";
import type { RunSummary } from "./run-summary.ts";

/** The graph that a summary holds, with the statuses of its stages. */
export function viewOfSummary({ pipeline, stages }: RunSummary): GraphView {
  return {
    name: pipeline,
    nodes: stages.map(({ id, label, kind, parent, status }) => ({
      id,
      label,
      kind,
      status,
      ...(parent === undefined ? {} : { parent }),
    })),
    edges: stages.flatMap(({ id, needs }) => needs.map(({ stage, ...edge }) => ({ from: stage, to: id, ...edge }))),
  };
}
