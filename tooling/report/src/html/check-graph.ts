import { suggest } from "@millrace/protocol";
import type { GraphSection } from "../html-page.ts";
import { ReportError } from "../report-error.ts";

/** @throws `REPORT_DUPLICATE_NODE`, `REPORT_UNKNOWN_NODE` */
export function checkGraph({ nodes, edges, title }: GraphSection): void {
  const where = title === undefined ? "a graph section" : `graph section '${title}'`;
  const ids = new Set<string>();
  for (const { id } of nodes) {
    if (ids.has(id)) {
      throw new ReportError("REPORT_DUPLICATE_NODE", `${where} has two nodes '${id}'; give each an id of its own`);
    }
    ids.add(id);
  }
  for (const { from, to } of edges) {
    const unknown = [from, to].find((id) => !ids.has(id));
    if (unknown === undefined) continue;
    const nearest = suggest(unknown, ids);
    const advice = nearest === undefined ? "add the node" : `did you mean '${nearest}'?`;
    throw new ReportError(
      "REPORT_UNKNOWN_NODE",
      `the edge from '${from}' to '${to}' in ${where} names the node '${unknown}', which does not exist; ${advice}`,
    );
  }
}
