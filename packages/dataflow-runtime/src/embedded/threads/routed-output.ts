import type { QueuePolicy } from "../../node-config.ts";
import type { Counted, RoutedReader } from "./carried-edges.ts";
import { createEdgeWords, EdgeWords } from "./edge-words.ts";
import type { TargetEdge } from "./messages.ts";

/** Messages that may wait in a worker for the engine's thread, where no reader asks for back-pressure. */
const ordinaryQueue = 1024;

/** An output of a worker as the engine's thread reads it, for all inputs that it serves. */
export class RoutedOutput implements Counted {
  readonly edge: TargetEdge;
  readonly readers: readonly RoutedReader[];
  readonly #words: EdgeWords;
  #dropped = 0;

  constructor(outputId: string, readers: readonly RoutedReader[]) {
    const words = createEdgeWords();
    this.#words = new EdgeWords(words);
    this.readers = readers;
    const pressed = readers.filter(({ input }) => input.queuePolicy === "backpressure");
    const queueSize = pressed.length === 0 ? ordinaryQueue : Math.min(...pressed.map(({ input }) => input.queueSize));
    const queuePolicy: QueuePolicy = pressed.length === 0 ? "drop_oldest" : "backpressure";
    this.edge = { outputId, inputId: outputId, words, queueSize, queuePolicy };
  }

  /** A message was handed on, and there is room for the next. @returns whether the worker waits for it */
  taken(): boolean {
    return this.#words.taken();
  }

  /** Counts what the worker had to drop because this thread did not read. */
  sync(): void {
    const { dropped } = this.#words.counts;
    for (const { counters } of this.readers) {
      counters.messages += dropped - this.#dropped;
      counters.dropped += dropped - this.#dropped;
    }
    this.#dropped = dropped;
  }
}
