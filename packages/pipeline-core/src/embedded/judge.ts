import type { Source } from "../graph.ts";
import { unboundInput } from "../internal/unbound-input.ts";
import type { StageStatus } from "../status.ts";
import type { Edge } from "./edges.ts";
import type { PlanNode } from "./plan-node.ts";
import { resolve } from "./resolve.ts";
import type { RunRecord } from "./run-record.ts";

/** Why a stage does not start. */
export interface Verdict {
  readonly status: "skipped" | "upstream_failed" | "failed";
  readonly error?: unknown;
}

const skipped: Verdict = Object.freeze({ status: "skipped" });
const upstreamFailed: Verdict = Object.freeze({ status: "upstream_failed" });

const broken: ReadonlySet<StageStatus> = new Set(["failed", "upstream_failed", "cancelled", "not_run"]);

/** What becomes of a stage whose upstream stages have all ended: `undefined` when it may run. */
export function judge(node: PlanNode, edges: readonly Edge[], record: RunRecord): Verdict | undefined {
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
    return upstreamFailed;
  }
  if (onUpstream === "one_success" && loose.length > 0 && !statuses.includes("succeeded")) {
    return statuses.some((status) => broken.has(status)) ? upstreamFailed : skipped;
  }
  try {
    const open = node.stage.gates.every(({ condition, expected }) => holds(condition, record) === expected);
    return open ? undefined : skipped;
  } catch (cause) {
    return { status: "failed", error: unboundInput(`the condition of stage '${node.id}'`, cause, { stage: node.id }) };
  }
}

function judgeEdge(edge: Edge, record: RunRecord): Verdict | undefined {
  if (edge.kind !== "required" && edge.kind !== "branch") return undefined;
  const status = record.statusOf(edge.from);
  if (broken.has(status)) return upstreamFailed;
  return status === "skipped" && edge.kind === "required" ? skipped : undefined;
}

const holds = (condition: Source, record: RunRecord): boolean => Boolean(resolve(condition, record));
