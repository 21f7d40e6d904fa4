import fc from "fast-check";
import { expect, test } from "vitest";
import { Edges, type Edge, type EdgeKind } from "../src/embedded/edges.ts";

const kinds = fc.constantFrom<EdgeKind>("required", "tolerant", "branch", "order");

/** For each stage, the edges that lead to it, from any stage: what is no order is refused elsewhere. */
const graphs = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc.array(fc.array(fc.record({ from: fc.nat(count - 1), kind: kinds }), { maxLength: 6 }), {
    minLength: count,
    maxLength: count,
  }),
);

function fill(graph: readonly (readonly Edge[])[]): Edges {
  const edges = new Edges(graph.length);
  for (const into of graph) {
    for (const { from, kind } of into) edges.add(from, kind);
    edges.endStage();
  }
  edges.close();
  return edges;
}

test("flat edges say what a list of edges for each stage says", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const edges = fill(graph);
      const stages = graph.map((_, index) => index);
      for (const index of stages) {
        const into = graph[index] ?? [];
        const dependents = stages.filter((to) => graph[to]?.some(({ from }) => from === index));
        const out = graph.flat().filter(({ from }) => from === index);
        expect(edges.into(index)).toEqual(into);
        expect(edges.waits[index]).toBe(new Set(into.map(({ from }) => from)).size);
        expect([...edges.dependentsOf(index)]).toEqual(dependents);
        expect(edges.forgiven(index)).toBe(out.length > 0 && out.every(({ kind }) => kind === "tolerant"));
      }
      expect(edges.forward).toBe(graph.every((into, to) => into.every(({ from }) => from < to)));
    }),
  );
});

test("what a pipeline gives out consumes a stage as an edge does, and nothing waits for it", () => {
  fc.assert(
    fc.property(graphs, fc.array(fc.record({ from: fc.nat(11), kind: kinds }), { maxLength: 6 }), (graph, outputs) => {
      const given = outputs.filter(({ from }) => from < graph.length);
      const [plain, edges] = [fill(graph), fill(graph)];
      for (const { from, kind } of given) edges.consume(from, kind);
      for (const index of graph.keys()) {
        const uses = [...graph.flat(), ...given].filter(({ from }) => from === index);
        expect(edges.forgiven(index)).toBe(uses.length > 0 && uses.every(({ kind }) => kind === "tolerant"));
        expect(edges.dependentsOf(index)).toEqual(plain.dependentsOf(index));
      }
    }),
  );
});

test("each input knows the stage that its value comes from, if any", () => {
  const inputs = fc.array(fc.array(fc.option(fc.nat(9), { nil: undefined }), { maxLength: 4 }), { maxLength: 10 });
  fc.assert(
    fc.property(inputs, (graph) => {
      const edges = new Edges(graph.length);
      for (const stage of graph) {
        for (const from of stage) edges.addInput(from);
        edges.endStage();
      }
      edges.close();
      expect(graph.map((stage, index) => stage.map((_, input) => edges.sourceOf(index, input)))).toEqual(graph);
    }),
  );
});

test("a stage that a hundred thousand others need, and one that needs them all, cost no more than others", () => {
  const count = 100_000;
  const edges = fill([
    [],
    ...Array.from({ length: count }, () => [{ from: 0, kind: "required" } as const]),
    Array.from({ length: count }, (_, index) => ({ from: index + 1, kind: "tolerant" as const })),
  ]);
  expect(edges.waits[count + 1]).toBe(count);
  expect(edges.dependentsOf(0)).toHaveLength(count);
  expect(edges.forgiven(0)).toBe(false);
  expect(edges.forgiven(1)).toBe(true);
  expect(edges.forward).toBe(true);
});
