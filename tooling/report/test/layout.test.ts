import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignLayers } from "../src/html/layers.ts";
import { layoutGraph, type Box, type LayoutInput } from "../src/html/layout.ts";

type Edges = readonly (readonly [number, number])[];

const graphs = fc.integer({ min: 1, max: 25 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    edges: fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 50 }),
  }),
);
/** Edges that lead from a lower to a higher index only, so that there is no circle. */
const acyclic = graphs.map(({ nodes, edges }) => ({
  nodes,
  edges: edges.filter(([from, to]) => from !== to).map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a])),
}));

const boxes = (nodes: number, edges: Edges): LayoutInput => ({
  nodes: Array.from({ length: nodes }, (_, node) => ({ width: 80 + 10 * (node % 5), height: 40 })),
  edges,
});

describe("assignLayers", () => {
  it("puts a node behind the last of its predecessors", () => {
    expect(
      assignLayers(5, [
        [0, 1],
        [1, 2],
        [0, 2],
        [2, 3],
        [4, 3],
      ]),
    ).toEqual([0, 1, 2, 3, 2]);
  });

  it("turns round the edge that closes a circle, and ignores loops", () => {
    expect(
      assignLayers(3, [
        [0, 1],
        [1, 2],
        [2, 0],
        [1, 1],
      ]),
    ).toEqual([0, 1, 2]);
  });

  it("leads every edge of a graph without circles forward, with no empty layer", () => {
    fc.assert(
      fc.property(acyclic, ({ nodes, edges }) => {
        const layers = assignLayers(nodes, edges);
        for (const [from, to] of edges) expect(layers[from]).toBeLessThan(layers[to]!);
        expect(new Set(layers).size).toBe(Math.max(...layers) + 1);
      }),
    );
  });

  it("ends on any graph, also a long one", () => {
    fc.assert(fc.property(graphs, ({ nodes, edges }) => assignLayers(nodes, edges).length === nodes));
    const chain = Array.from({ length: 50_000 }, (_, node): [number, number] => [node, node + 1]);
    expect(assignLayers(50_001, chain).at(-1)).toBe(50_000);
  });
});

describe("layoutGraph", () => {
  const overlap = (a: Box, b: Box): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  it("keeps boxes apart and inside the drawing", () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const { width, height, boxes: placed } = layoutGraph(boxes(nodes, edges));
        for (const [index, box] of placed.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.y).toBeGreaterThanOrEqual(-1e-6);
          expect(box.x + box.width).toBeLessThanOrEqual(width + 1e-6);
          expect(box.y + box.height).toBeLessThanOrEqual(height + 1e-6);
          for (const other of placed.slice(index + 1)) expect(overlap(box, other)).toBe(false);
        }
      }),
    );
  });

  it("leads each edge from the right side of its first box to the left side of its second", () => {
    fc.assert(
      fc.property(acyclic, ({ nodes, edges }) => {
        const layout = layoutGraph(boxes(nodes, edges));
        for (const [index, [from, to]] of edges.entries()) {
          const route = layout.routes[index]!;
          const [start, end] = [layout.boxes[from]!, layout.boxes[to]!];
          expect(route[0]).toEqual({ x: start.x + start.width, y: start.y + start.height / 2 });
          expect(route.at(-1)).toEqual({ x: end.x, y: end.y + end.height / 2 });
          expect(route.map(({ x }) => x)).toEqual(route.map(({ x }) => x).toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it("leads no long edge through a box", () => {
    fc.assert(
      fc.property(acyclic, ({ nodes, edges }) => {
        const { boxes: placed, routes } = layoutGraph(boxes(nodes, edges));
        for (const route of routes) {
          for (const point of route.slice(1, -1)) {
            const inside = placed.some(
              ({ x, y, width, height }) =>
                point.x >= x && point.x <= x + width && point.y > y + 1e-6 && point.y < y + height - 1e-6,
            );
            expect(inside).toBe(false);
          }
        }
      }),
    );
  });

  it("draws a chain as a straight line and a fan level with its middle", () => {
    const chain = layoutGraph(
      boxes(4, [
        [0, 1],
        [1, 2],
        [2, 3],
      ]),
    );
    expect(new Set(chain.boxes.map(({ y }) => y)).size).toBe(1);
    const fan = layoutGraph(
      boxes(5, [
        [0, 1],
        [0, 2],
        [0, 3],
        [1, 4],
        [2, 4],
        [3, 4],
      ]),
    );
    expect(fan.boxes[0]!.y).toBeCloseTo(fan.boxes[2]!.y);
    expect(fan.boxes[4]!.y).toBeCloseTo(fan.boxes[2]!.y);
  });

  it("uncrosses what need not cross", () => {
    const { boxes: placed } = layoutGraph(
      boxes(6, [
        [0, 5],
        [1, 4],
        [2, 3],
      ]),
    );
    for (const [a, b] of [
      [0, 5],
      [1, 4],
      [2, 3],
    ] as const) {
      expect(placed[a]!.y).toBeCloseTo(placed[b]!.y);
    }
  });

  it("gives the same layout for the same graph", () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        expect(layoutGraph(boxes(nodes, edges))).toEqual(layoutGraph(boxes(nodes, edges)));
      }),
    );
  });
});

describe("a large graph", () => {
  /** A graph of many layers with long edges, the same each time. */
  const large = (nodes: number, layers: number): LayoutInput => {
    let seed = 7;
    const random = (limit: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % limit;
    };
    const perLayer = Math.ceil(nodes / layers);
    const edges = Array.from({ length: nodes - perLayer }, (_, index): [number, number] => {
      const node = index + perLayer;
      const before =
        random(10) === 0 ? random(node - (node % perLayer)) : node - (node % perLayer) - 1 - random(perLayer);
      return [before, node];
    });
    return boxes(nodes, edges);
  };

  it("of 500 nodes is laid out with its boxes apart", () => {
    const { boxes: placed } = layoutGraph(large(500, 20));
    for (const [index, box] of placed.entries()) {
      for (const other of placed.slice(index + 1)) {
        const apart =
          box.x + box.width <= other.x ||
          other.x + other.width <= box.x ||
          box.y + box.height <= other.y ||
          other.y + other.height <= box.y;
        expect(apart).toBe(true);
      }
    }
  });

  it("with more bends than can be drawn leads the last long edges straight", () => {
    const chain = Array.from({ length: 200 }, (_, node): [number, number] => [node, node + 1]);
    const long = Array.from({ length: 40 }, (): [number, number] => [0, 200]);
    const { routes } = layoutGraph(boxes(201, [...chain, ...long]));
    expect(routes.at(200)).toHaveLength(2 + 2 * 199);
    expect(routes.at(-1)).toHaveLength(2);
  });
});
