import type { StageStatus } from "../status.ts";
import type { Edge } from "./edges.ts";
import type { PlanNode } from "./plan-node.ts";
import { resolve } from "./resolve.ts";
import type { RunRecord } from "./run-record.ts";

const broken: ReadonlySet<StageStatus> = new Set(["failed", "upstream_failed", "cancelled", "not_run"]);

/** What becomes of a stage whose upstream stages have all ended: `undefined` when it may run, else its final status. */
export function judge(
  node: PlanNode,
  edges: readonly Edge[],
  record: RunRecord,
): "skipped" | "upstream_failed" | undefined {
  for (const edge of edges) {
    const verdict = judgeEdge(edge, record);
    if (verdict !== undefined) return verdict;
  }
  const { onUpstream = "all_success" } = node.stage.options;
  const loose = edges.filter((edge) => edge.kind === "order" || edge.kind === "tolerant");
  const statuses = loose.map((edge) => record.statusOf(edge.from));
  if (
    onUpstream === "all_success" &&
    loose.some((edge, at) => edge.kind === "order" && broken.has(statuses[at] as StageStatus))
  ) {
    return "upstream_failed";
  }
  if (onUpstream === "one_success" && loose.length > 0 && !statuses.includes("succeeded")) {
    return statuses.some((status) => broken.has(status)) ? "upstream_failed" : "skipped";
  }
  const open = node.stage.gates.every((gate) => Boolean(resolve(gate.condition, record)) === gate.expected);
  return open ? undefined : "skipped";
}

function judgeEdge(edge: Edge, record: RunRecord): "skipped" | "upstream_failed" | undefined {
  if (edge.kind !== "required" && edge.kind !== "branch") return undefined;
  const status = record.statusOf(edge.from);
  if (broken.has(status)) return "upstream_failed";
  return status === "skipped" && edge.kind === "required" ? "skipped" : undefined;
}
