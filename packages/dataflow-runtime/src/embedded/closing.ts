import type { Clock } from "@millrace/protocol";
import { consumersOf, type Graph } from "./graph.ts";
import { InputWatch } from "./input-watch.ts";
import type { Edge } from "./router.ts";
import type { Seat } from "./seat.ts";

export interface ClosingOptions {
  readonly graph: Graph;
  readonly clock: Clock;
  /** Whether a node's work is over when its data inputs are, even if its timers go on. */
  readonly exitWhenNodesFinish: boolean;
  /** A node was told that all its inputs are closed. */
  readonly onInputsFinished: (seat: Seat) => void;
}

/** Who is told when a source of messages ends, falls silent, speaks again, fails or is restarted. */
export class Closing {
  readonly #options: ClosingOptions;
  readonly #finished = new Set<Seat>();

  constructor(options: ClosingOptions) {
    this.#options = options;
    for (const seat of options.graph.seats.values()) {
      for (const edge of seat.inbox.edges.values()) this.#watch(seat, edge);
    }
  }

  /** The node will send nothing more by these outputs. */
  closeOutputs(seat: Seat, outputIds: Iterable<string>): void {
    for (const id of outputIds) {
      const output = seat.outputs.get(id);
      if (output === undefined || output.closed) continue;
      output.closed = true;
      for (const edge of output.consumers) this.#close(edge);
    }
  }

  /** A dynamic node has joined again. */
  reopenOutputs(seat: Seat): void {
    for (const output of seat.outputs.values()) {
      output.closed = false;
      for (const edge of output.consumers) edge.closed = false;
    }
  }

  /** Tells the consumers of a node that it failed; {@link closeOutputs} follows. */
  tellFailure(seat: Seat, error: string): void {
    const affected = Map.groupBy(consumersOf(seat), ({ inbox }) => inbox);
    for (const [inbox, edges] of affected) {
      const affectedInputIds = edges.map(({ input }) => input.id);
      inbox.push({ type: "nodeFailed", sourceNodeId: seat.id, error, affectedInputIds });
    }
  }

  tellRestart(seat: Seat): void {
    for (const inbox of new Set(consumersOf(seat).map((edge) => edge.inbox))) {
      inbox.push({ type: "nodeRestarted", id: seat.id });
    }
  }

  /** Tells a node that begins to read what ended before. */
  greet(seat: Seat): void {
    for (const { input } of seat.dataEdges.filter((edge) => edge.closed || edge.watch?.silent === true)) {
      seat.inbox.push({ type: "inputClosed", id: input.id });
    }
    if (this.#finished.has(seat)) seat.inbox.push({ type: "allInputsClosed" });
  }

  /** No timer of an input's silence is left. */
  stop(): void {
    for (const { inbox } of this.#options.graph.seats.values()) {
      for (const edge of inbox.edges.values()) edge.watch?.stop();
    }
  }

  #watch(seat: Seat, edge: Edge): void {
    const { inputTimeoutMs, id } = edge.input;
    if (inputTimeoutMs === undefined) return;
    edge.watch = new InputWatch(inputTimeoutMs, this.#options.clock, {
      onSilence: () => seat.inbox.push({ type: "inputClosed", id }),
      onRecovery: () => seat.inbox.push({ type: "inputRecovered", id }),
    });
  }

  #close(edge: Edge): void {
    if (edge.closed) return;
    edge.closed = true;
    edge.watch?.stop();
    // A silent input was told to be closed when it fell silent.
    if (edge.watch?.silent !== true) edge.inbox.push({ type: "inputClosed", id: edge.input.id });
    const seat = this.#options.graph.seats.get(edge.nodeId);
    if (seat !== undefined) this.#checkAllClosed(seat);
  }

  #checkAllClosed(seat: Seat): void {
    const { exitWhenNodesFinish, onInputsFinished } = this.#options;
    const { dataEdges } = seat;
    const goesOn = dataEdges.length < seat.inbox.edges.size && !exitWhenNodesFinish;
    if (goesOn || this.#finished.has(seat) || dataEdges.some(({ closed }) => !closed)) return;
    this.#finished.add(seat);
    seat.inbox.push({ type: "allInputsClosed" });
    onInputsFinished(seat);
  }
}
