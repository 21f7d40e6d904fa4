import { assignLayers } from "./layers.ts";

/** A graph by the indices of its nodes, with the size of each box in pixels. */
export interface LayoutInput {
  readonly nodes: readonly BoxSize[];
  readonly edges: readonly (readonly [from: number, to: number])[];
  /** Between two layers. Default 56: room for the curves. */
  readonly layerGap?: number;
}
export interface BoxSize {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** A box in its place; `x` and `y` are its top left corner. All boxes of a layer have the width of the widest. */
export interface Box extends BoxSize, Point {}
/** Where everything goes; coordinates start at 0. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** Per edge the ends of its straight pieces, from the box it leaves to the box it enters, at
   * least two. */
  readonly routes: readonly (readonly Point[])[];
}

const defaultLayerGap = 56;
const boxGap = 18;
const bendGap = 12;
const orderingSweeps = 8;
const placingSweeps = 6;
/** Bends cost time; a graph with more long edges than this has them drawn straight through. */
const mostBends = 5000;

/** A box, or a bend: the place where a long edge crosses a layer. Bends keep long edges off the boxes between. */
interface Slot {
  readonly width: number;
  readonly height: number;
  readonly before: Slot[];
  readonly after: Slot[];
  /** Place in the layer while it is put in order. */
  rank: number;
  /** Middle of the slot. */
  y: number;
}

/**
 * Lays a graph out from left to right: each node one layer behind the last of its predecessors, the nodes of a layer
 * in the order that crosses few edges (by barycenters), and as level with their neighbours as the order allows. The
 * same input gives the same layout.
 */
export function layoutGraph({ nodes, edges, layerGap = defaultLayerGap }: LayoutInput): Layout {
  const layerOf = assignLayers(nodes.length, edges);
  const slots = nodes.map((size): Slot => ({ ...size, before: [], after: [], rank: 0, y: 0 }));
  const layers: Slot[][] = [];
  for (const [node, slot] of slots.entries()) (layers[layerOf[node]!] ??= []).push(slot);
  const chains = joinSlots({ nodes, edges }, { slots, layers, layerOf });

  order(layers);
  place(layers);

  const { columns, top, bottom, right } = measure(layers, layerGap);
  const columnOf = (node: number): Column => columns[layerOf[node]!]!;
  const heightOf = (slot: Slot): number => slot.y - top;

  return {
    width: right,
    height: bottom - top,
    boxes: slots.map((slot, node) => ({ ...columnOf(node), y: heightOf(slot) - slot.height / 2, height: slot.height })),
    routes: edges.map(([from, to], edge) => {
      const forward = layerOf[from]! < layerOf[to]!;
      const [start, end] = forward ? [from, to] : [to, from];
      const route = [{ x: rightOf(columnOf(start)), y: heightOf(slots[start]!) }];
      for (const [index, bend] of chains[edge]!.entries()) {
        const column = columns[layerOf[start]! + 1 + index]!;
        for (const x of [column.x, rightOf(column)]) route.push({ x, y: heightOf(bend) });
      }
      route.push({ x: columnOf(end).x, y: heightOf(slots[end]!) });
      return forward ? route : route.reverse();
    }),
  };
}

/** What a layer takes on the page. */
interface Column {
  readonly x: number;
  readonly width: number;
}

function rightOf({ x, width }: Column): number {
  return x + width;
}

/** The columns, and how far the drawing goes. */
function measure(
  layers: readonly (readonly Slot[])[],
  layerGap: number,
): {
  readonly columns: readonly Column[];
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
} {
  const columns: Column[] = [];
  let [top, bottom, right] = [Infinity, -Infinity, -layerGap];
  for (const layer of layers) {
    const width = layer.reduce((most, slot) => Math.max(most, slot.width), 0);
    columns.push({ x: right + layerGap, width });
    right += layerGap + width;
    top = Math.min(top, layer[0]!.y - layer[0]!.height / 2);
    bottom = Math.max(bottom, layer.at(-1)!.y + layer.at(-1)!.height / 2);
  }
  return { columns, top, bottom, right };
}

interface Drawing {
  readonly slots: readonly Slot[];
  readonly layers: Slot[][];
  readonly layerOf: readonly number[];
}

/** Makes neighbours of the slots that an edge joins; gives the bends of each edge, in the direction of the layers. */
function joinSlots({ edges }: LayoutInput, { slots, layers, layerOf }: Drawing): Slot[][] {
  let bendsLeft = mostBends;
  return edges.map(([from, to]) => {
    const [start, end] = layerOf[from]! <= layerOf[to]! ? [from, to] : [to, from];
    const between = Math.max(0, layerOf[end]! - layerOf[start]! - 1);
    const bends: Slot[] = [];
    if (between <= bendsLeft) {
      bendsLeft -= between;
      for (let layer = layerOf[start]! + 1; layer < layerOf[end]!; layer++) {
        const bend: Slot = { width: 0, height: 0, before: [], after: [], rank: 0, y: 0 };
        layers[layer]!.push(bend);
        bends.push(bend);
      }
    }
    if (start === end) return bends;
    const chain = [slots[start]!, ...bends, slots[end]!];
    for (const [index, slot] of chain.slice(1).entries()) {
      chain[index]!.after.push(slot);
      slot.before.push(chain[index]!);
    }
    return bends;
  });
}

/** Sorts each layer by the mean rank of the neighbours, forward and backward in turns. */
function order(layers: Slot[][]): void {
  for (const layer of layers) setRanks(layer);
  for (let sweep = 0; sweep < orderingSweeps; sweep++) {
    const forward = sweep % 2 === 0;
    for (const layer of forward ? layers : layers.toReversed()) {
      const wanted = new Map(
        layer.map((slot) => [slot, mean(forward ? slot.before : slot.after, "rank") ?? slot.rank]),
      );
      layer.sort((a, b) => wanted.get(a)! - wanted.get(b)!);
      setRanks(layer);
    }
  }
}

/** Ranks between 0 and 1, so that layers of different sizes compare. */
function setRanks(layer: readonly Slot[]): void {
  for (const [index, slot] of layer.entries()) slot.rank = (index + 0.5) / layer.length;
}

/** Gives each slot a height on the page, near its neighbours' and in its layer's order. */
function place(layers: readonly Slot[][]): void {
  for (const layer of layers) {
    settle(
      layer,
      layer.map(() => 0),
    );
  }
  for (let sweep = 0; sweep < placingSweeps; sweep++) {
    const forward = sweep % 2 === 0;
    for (const layer of forward ? layers : layers.toReversed()) {
      settle(
        layer,
        layer.map((slot) => meanHeight(forward ? slot.before : slot.after) ?? slot.y),
      );
    }
  }
}

/**
 * The places nearest to the wanted ones, in squares, that keep the order and the gaps: once the gaps are taken off,
 * neighbours that are the wrong way round are pooled at their mean (isotonic regression).
 */
function settle(layer: readonly Slot[], wanted: readonly number[]): void {
  const offsets: number[] = [];
  for (const [index, slot] of layer.entries()) {
    const above = layer[index - 1];
    const gap = above === undefined ? 0 : slot.height > 0 || above.height > 0 ? boxGap : bendGap;
    offsets.push(above === undefined ? 0 : offsets[index - 1]! + (above.height + slot.height) / 2 + gap);
  }
  const pools: { sum: number; size: number }[] = [];
  for (const [index, y] of wanted.entries()) {
    let pool = { sum: y - offsets[index]!, size: 1 };
    for (let above = pools.at(-1); above !== undefined; above = pools.at(-1)) {
      if (above.sum / above.size <= pool.sum / pool.size) break;
      pools.pop();
      pool = { sum: above.sum + pool.sum, size: above.size + pool.size };
    }
    pools.push(pool);
  }
  let index = 0;
  for (const { sum, size } of pools) {
    for (const end = index + size; index < end; index++) layer[index]!.y = sum / size + offsets[index]!;
  }
}

/** Of the boxes alone where there are any, so that boxes line up with boxes; else of the bends. */
function meanHeight(slots: readonly Slot[]): number | undefined {
  const boxes = slots.filter(({ height }) => height > 0);
  return mean(boxes.length > 0 ? boxes : slots, "y");
}

function mean(slots: readonly Slot[], member: "rank" | "y"): number | undefined {
  if (slots.length === 0) return undefined;
  return slots.reduce((sum, slot) => sum + slot[member], 0) / slots.length;
}
