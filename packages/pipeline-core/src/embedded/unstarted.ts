import type { StageStatus } from "../status.ts";
import type { Edge, Edges } from "./edges.ts";
import { code } from "./run-record.ts";

/** Names what became of the stages of an ended run that have no final status yet. */
export function markUnstarted(
  statusCodes: Uint8Array,
  edges: Edges,
  rest: "cancelled" | "not_run",
  mark: (index: number, status: StageStatus) => void,
): void {
  const unstarted = (index: number): boolean =>
    statusCodes[index] === code.pending || statusCodes[index] === code.ready;
  const affected = [...statusCodes.keys()].filter((index) => statusCodes[index] === code.failed);
  for (const failed of affected) {
    for (const dependent of edges.dependentsOf(failed)) {
      const needs = ({ from, kind }: Edge): boolean => from === failed && kind !== "tolerant" && kind !== "order";
      if (!unstarted(dependent) || !edges.into(dependent).some(needs)) continue;
      mark(dependent, "upstream_failed");
      affected.push(dependent);
    }
  }
  for (const index of statusCodes.keys()) {
    if (unstarted(index)) mark(index, rest);
    // Only a run that is broken ends before its stages.
    else if (statusCodes[index] === code.running) mark(index, "cancelled");
  }
}
