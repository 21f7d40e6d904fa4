import type { TextTable } from "@millrace/tooling-report";
import type { DataflowResult, NodeResult } from "../dataflow-result.ts";
import type { DataflowStats, EdgeStats } from "../stats.ts";

/** Statistics whose rates are those of the whole run. */
export function overall(stats: DataflowStats): DataflowStats {
  const seconds = stats.elapsedMs / 1000;
  const edges = stats.edges.map((edge): EdgeStats => ({ ...edge, rate: seconds > 0 ? edge.messages / seconds : 0 }));
  return { ...stats, edges };
}

/** Every input with what flowed into it. */
export function edgeTable({ edges }: DataflowStats): TextTable {
  return {
    columns: ["from", "to", "messages", "per second", "bytes", "dropped"].map((label) => ({ label })),
    rows: edges.map(({ source, nodeId, inputId, messages, rate, bytes, dropped }) => [
      source,
      `${nodeId}/${inputId}`,
      messages,
      Math.round(rate * 10) / 10,
      bytes,
      dropped,
    ]),
  };
}

/** Why a node failed; of code in this process, which has written nothing, with the place where it threw. */
export function failureText({ id, error = "failed", cause }: NodeResult): string {
  let thrown = cause;
  while (thrown instanceof Error && thrown.cause !== undefined) thrown = thrown.cause;
  const frames = thrown instanceof Error ? (thrown.stack ?? "").split("\n").filter((line) => /^ +at /.test(line)) : [];
  const stack = error.includes("\n") ? [] : frames.slice(0, mostFrames);
  return [`node '${id}' ${error}`, ...stack].join("\n");
}

const mostFrames = 5;

/** What `--json` prints of a run. */
export function resultJson({ ok, dataflowId, nodes, logDirectory, stats }: DataflowResult): unknown {
  const { elapsedMs, edges } = overall(stats);
  const ends = [...nodes.values()].map((node) => ({
    ...node,
    state: stats.nodes.get(node.id)?.state,
    sent: stats.nodes.get(node.id)?.sent,
  }));
  return { ok, dataflowId, elapsedMs, nodes: ends, edges, ...(logDirectory === undefined ? {} : { logDirectory }) };
}
