import type { DataflowPlan } from "../descriptor/plan.ts";
import type { Edge } from "./router.ts";
import { Seat } from "./seat.ts";
import type { Turns } from "./turns.ts";

/** The nodes of a dataflow and what connects them. */
export interface Graph {
  readonly seats: ReadonlyMap<string, Seat>;
  /** Inputs by the interval of their timer, in ms. */
  readonly timers: ReadonlyMap<number, readonly Edge[]>;
  /** Inputs that read log records. */
  readonly logs: readonly Edge[];
}

export function buildGraph(plan: DataflowPlan, isDynamic: (nodeId: string) => boolean, turns: Turns): Graph {
  const seats = new Map([...plan.nodes].map(([id, node]) => [id, new Seat(node, isDynamic(id), turns)]));
  const timers = new Map<number, Edge[]>();
  const logs: Edge[] = [];
  for (const seat of seats.values()) {
    for (const edge of seat.inbox.edges.values()) {
      const { source } = edge.input;
      if (source.kind === "logs") logs.push(edge);
      else if (source.kind === "timer") listOf(timers, source.intervalMs).push(edge);
      else seats.get(source.nodeId)?.outputs.get(source.outputId)?.consumers.push(edge);
    }
  }
  return { seats, timers, logs };
}

/** Every input that reads an output of the node. */
export const consumersOf = (seat: Seat): Edge[] => [...seat.outputs.values()].flatMap(({ consumers }) => consumers);

function listOf<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
