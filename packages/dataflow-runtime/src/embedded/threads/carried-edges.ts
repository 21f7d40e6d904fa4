import type { InputPlan, NodePlan } from "../../descriptor/plan.ts";
import type { EdgeCounters, HostContext, HostEdge } from "../node-host.ts";
import { createEdgeWords, type EdgeCounts, EdgeWords } from "./edge-words.ts";

/** How often the counters that people look at follow those of the threads. */
const syncMs = 50;

/** An input that the engine's thread serves. */
export interface RoutedReader {
  readonly input: InputPlan;
  readonly counters: EdgeCounters;
}

/** Counts by threads, which are added up for people now and then. */
export interface Counted {
  readonly sync: () => void;
}

/** What flowed through an edge between two lives, and where it is added up. */
export class CountedEdge implements Counted {
  readonly edge: HostEdge;
  readonly memory: SharedArrayBuffer = createEdgeWords();
  readonly #words: EdgeWords = new EdgeWords(this.memory);
  readonly #counters: EdgeCounters;
  #seen: EdgeCounts = this.#words.counts;

  constructor(edge: HostEdge, counters: EdgeCounters) {
    this.edge = edge;
    this.#counters = counters;
  }

  sync(): void {
    const counters = this.#counters;
    const seen = this.#seen;
    const now = this.#words.counts;
    counters.messages += now.messages - seen.messages;
    counters.bytes += now.bytes - seen.bytes;
    counters.dropped += now.dropped - seen.dropped;
    counters.taken += now.taken - seen.taken;
    this.#seen = now;
  }

  /** The reader is gone: what it has not taken is lost. */
  lose(): void {
    this.sync();
    this.#counters.dropped += this.#words.pending;
  }
}

/** The edges between workers that do not pass the engine's thread, and what flows through them. */
export class CarriedEdges {
  readonly #context: HostContext;
  readonly #edges: HostEdge[] = [];
  readonly #counted = new Set<Counted>();
  #timer: NodeJS.Timeout | undefined;

  constructor(context: HostContext) {
    this.#context = context;
  }

  /** Whether an edge goes straight; asked before any node starts. */
  carry(edge: HostEdge): boolean {
    const { from, outputId, to, input } = edge;
    if (from.command.kind !== "script" || to.command.kind !== "script") return false;
    // The engine watches for silence, and writes these outputs itself.
    const isEngines =
      input.inputTimeoutMs !== undefined || outputId === from.sendStdoutAs || outputId === from.sendLogsAs;
    if (!isEngines) this.#edges.push(edge);
    return !isEngines;
  }

  /** The edges from one node to another. */
  between(from: string, to: string): readonly HostEdge[] {
    return this.#edges.filter((edge) => edge.from.id === from && edge.to.id === to);
  }

  /** The inputs that read an output by the engine's thread, with their nodes. */
  routedReaders(from: NodePlan, outputId: string): readonly RoutedReader[] {
    const readers: RoutedReader[] = [];
    for (const { id: nodeId, inputs } of this.#context.dataflow.nodes.values()) {
      for (const input of inputs.values()) {
        const { id, source } = input;
        const reads = source.kind === "output" && source.nodeId === from.id && source.outputId === outputId;
        const isCarried = this.#edges.some((edge) => edge.to.id === nodeId && edge.input.id === id);
        if (reads && !isCarried) readers.push({ input, counters: this.#context.counters(nodeId, id) });
      }
    }
    return readers;
  }

  /** Counts an edge between two lives from now on. */
  count(edge: HostEdge): CountedEdge {
    const counted = new CountedEdge(edge, this.#context.counters(edge.to.id, edge.input.id));
    this.follow(counted);
    return counted;
  }

  /** Adds up from now on what threads count, until {@link forget}. */
  follow(counted: Counted): void {
    this.#counted.add(counted);
    this.#timer ??= setInterval(() => this.sync(), syncMs).unref();
  }

  /** Brings the counters that people look at up to date. */
  sync(): void {
    for (const counted of this.#counted) counted.sync();
  }

  /** Nobody counts there any more. */
  forget(counted: Counted): void {
    counted.sync();
    this.#counted.delete(counted);
  }

  close(): void {
    this.sync();
    clearInterval(this.#timer);
  }
}
