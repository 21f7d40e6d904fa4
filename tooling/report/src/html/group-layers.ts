import type { GraphEdge, GraphNode } from "../html-page.ts";
import { countStatuses, type Status } from "../status.ts";
import { assignLayers } from "./layers.ts";

/** Boxes that stand for a graph with too many nodes. */
const mostGroups = 60;

/** The status of a group is the worst of its nodes. */
const worstFirst: readonly Status[] = ["failed", "warning", "cancelled", "running", "pending", "succeeded", "skipped"];

/** Puts the nodes of neighbouring layers into one box each; edges that skip a box are left out. */
export function groupLayers(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const layers = assignLayers(
    nodes.length,
    edges.map(({ from, to }) => [indexOf.get(from)!, indexOf.get(to)!]),
  );
  const depth = layers.reduce((most, layer) => Math.max(most, layer), 0) + 1;
  const size = Math.ceil(depth / mostGroups);
  const members: Status[][] = Array.from({ length: Math.ceil(depth / size) }, () => []);
  for (const [index, { status = "pending" }] of nodes.entries())
    members[Math.floor(layers[index]! / size)]!.push(status);

  const joined = new Set<number>();
  for (const { from, to } of edges) {
    const [first, second] = [from, to].map((id) => Math.floor(layers[indexOf.get(id)!]! / size));
    if (second === first! + 1) joined.add(first!);
  }
  return {
    nodes: members.map((statuses, group) => ({
      id: String(group),
      label: size === 1 ? `layer ${group + 1}` : `layers ${group * size + 1}–${Math.min(depth, (group + 1) * size)}`,
      status: worstFirst.find((status) => statuses.includes(status))!,
      statusText: countStatuses(statuses),
    })),
    edges: Array.from(joined, (group) => ({ from: String(group), to: String(group + 1) })),
  };
}
