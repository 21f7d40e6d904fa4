import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupLayers } from "../src/html/group-layers.ts";
import type { GraphEdge, GraphNode, Status } from "../src/index.ts";

const chain = (statuses: readonly Status[]): { nodes: GraphNode[]; edges: GraphEdge[] } => ({
  nodes: statuses.map((status, index) => ({ id: `n${index}`, status })),
  edges: statuses.slice(1).map((_, index) => ({ from: `n${index}`, to: `n${index + 1}` })),
});

describe("groupLayers", () => {
  it("makes a box a layer where there are few layers", () => {
    const nodes: GraphNode[] = [{ id: "a", status: "succeeded" }, { id: "b" }, { id: "c", status: "succeeded" }];
    const grouped = groupLayers(nodes, [
      { from: "a", to: "b" },
      { from: "a", to: "c" },
    ]);
    expect(grouped).toEqual({
      nodes: [
        { id: "0", label: "layer 1", status: "succeeded", statusText: "1 succeeded" },
        { id: "1", label: "layer 2", status: "pending", statusText: "1 succeeded, 1 pending" },
      ],
      edges: [{ from: "0", to: "1" }],
    });
  });

  it("makes at most sixty boxes of any chain, and says which layers each stands for", () => {
    for (const length of [60, 61, 120, 121, 1000]) {
      const { nodes, edges } = chain(Array.from({ length }, () => "succeeded" as const));
      const grouped = groupLayers(nodes, edges);
      expect(grouped.nodes.length).toBeLessThanOrEqual(60);
      expect(grouped.edges).toHaveLength(grouped.nodes.length - 1);
      expect(grouped.nodes.at(-1)!.label).toMatch(new RegExp(`[ –]${length}$`));
    }
  });

  it.each([
    [["succeeded", "failed", "warning"], "failed"],
    [["succeeded", "warning", "running"], "warning"],
    [["cancelled", "running", "pending"], "cancelled"],
    [["skipped", "running", "succeeded"], "running"],
    [["skipped", "succeeded", "pending"], "pending"],
    [["skipped", "succeeded", "skipped"], "succeeded"],
    [["skipped", "skipped", "skipped"], "skipped"],
  ] as const)("gives %j the status %s", (members, worst) => {
    const nodes = members.map((status, index) => ({ id: `${index}`, status }));
    expect(groupLayers(nodes, []).nodes).toEqual([expect.objectContaining({ status: worst })]);
  });

  it("loses no node", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<Status>("failed", "succeeded"), { minLength: 1, maxLength: 200 }),
        (statuses) => {
          const { nodes, edges } = chain(statuses);
          const counted = groupLayers(nodes, edges)
            .nodes.flatMap(({ statusText }) => statusText!.match(/\d+/g)!)
            .reduce((sum, count) => sum + Number(count), 0);
          expect(counted).toBe(statuses.length);
        },
      ),
    );
  });
});
