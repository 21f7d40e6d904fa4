import type { DataflowResult, NodeResult } from "../dataflow-result.ts";
import type { DataflowStats } from "../stats.ts";
import type { Graph } from "./graph.ts";
import type { Seat } from "./seat.ts";

/** How a dataflow ended, from how its nodes did. */
export function resultOf(
  graph: Graph,
  failures: readonly Seat[],
  stats: DataflowStats,
  logDirectory: string | undefined,
): DataflowResult {
  return {
    dataflowId: stats.dataflowId,
    ok: failures.length === 0,
    nodes: new Map([...graph.seats.values()].map((seat) => [seat.id, nodeResult(seat)])),
    failures: failures.map(nodeResult),
    stats,
    ...(logDirectory === undefined ? {} : { logDirectory }),
  };
}

function nodeResult({ id, state, error, cause, restarts }: Seat): NodeResult {
  if (state !== "failed") return { id, ok: true, restarts };
  return { id, ok: false, restarts, error: error ?? "failed", ...(cause === undefined ? {} : { cause }) };
}
