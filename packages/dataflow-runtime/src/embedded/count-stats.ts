import type { Clock } from "@millrace/protocol";
import type { DataflowStats, EdgeStats, NodeStats } from "../stats.ts";
import type { Graph } from "./graph.ts";
import type { Edge } from "./router.ts";
import type { Seat } from "./seat.ts";

/** Makes {@link DataflowStats} of the counters of a graph. */
export class StatsCounter {
  readonly #dataflowId: string;
  readonly #graph: Graph;
  readonly #clock: Clock;
  #beginMs: number | undefined;
  #lastMs = 0;
  readonly #lastMessages = new Map<Edge, number>();

  constructor(dataflowId: string, graph: Graph, clock: Clock) {
    this.#dataflowId = dataflowId;
    this.#graph = graph;
    this.#clock = clock;
  }

  /** The barrier has opened. */
  begin(): void {
    this.#beginMs = this.#clock.monotonic();
    this.#lastMs = this.#beginMs;
  }

  snapshot(): DataflowStats {
    const nowMs = this.#clock.monotonic();
    const sinceMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    const seats = [...this.#graph.seats.values()];
    return {
      dataflowId: this.#dataflowId,
      elapsedMs: this.#beginMs === undefined ? 0 : nowMs - this.#beginMs,
      nodes: new Map(seats.map((seat) => [seat.id, nodeStats(seat)])),
      edges: seats.flatMap(({ inbox }) => [...inbox.edges.values()].map((edge) => this.#edgeStats(edge, sinceMs))),
    };
  }

  #edgeStats(edge: Edge, sinceMs: number): EdgeStats {
    const { messages, bytes, dropped, pending, closed, watch, input, nodeId } = edge;
    const isNew = messages - (this.#lastMessages.get(edge) ?? 0);
    this.#lastMessages.set(edge, messages);
    return {
      source: input.sourceText,
      nodeId,
      inputId: input.id,
      messages,
      bytes,
      dropped,
      pending,
      rate: sinceMs > 0 ? (isNew * 1000) / sinceMs : 0,
      closed: closed || watch?.silent === true,
    };
  }
}

function nodeStats({ id, state, restarts, error, outputs }: Seat): NodeStats {
  let sent = 0;
  for (const output of outputs.values()) {
    // What goes from thread to thread does not pass the router; its readers count it.
    const carried = output.consumers.map(({ messages }) => messages);
    sent += Math.max(output.sent, ...carried);
  }
  return { id, state, restarts, sent, ...(error === undefined ? {} : { error }) };
}
