import type { RawMetadata } from "../../node-link.ts";
import type { DoraValue } from "../../value.ts";
import type { ChannelEnd } from "./channel.ts";
import { EdgeWords } from "./edge-words.ts";
import type { TargetEdge } from "./messages.ts";
import type { Work } from "./pump.ts";
import { queueCapacity } from "../../inputs/queue-capacity.ts";
import { Sender } from "./sender.ts";
import type { ThreadMemory } from "./thread-memory.ts";

export interface TargetOptions {
  readonly memory: ThreadMemory;
  readonly onWake: () => void;
  /** Whether this thread must not end yet. */
  readonly keepAlive: (on: boolean) => void;
}

/** A thread that reads outputs of this node, and the channel to it: another worker, or the engine's thread. */
export class Target implements Work {
  readonly edges: readonly DirectEdge[];
  readonly #sender: Sender;

  constructor(end: ChannelEnd, edges: readonly TargetEdge[], { memory, onWake, keepAlive }: TargetOptions) {
    this.#sender = new Sender(end, {
      memory,
      capacityOf: (input) => this.edges[input]?.capacity ?? 1,
      onDropped: (input) => this.edges[input]?.words.dropped(),
      // Nothing else keeps a thread alive whose script has ended.
      onWaiting: () => {
        keepAlive(true);
        void this.#sender.room().then(() => keepAlive(false));
        onWake();
      },
    });
    this.edges = edges.map((edge, index) => new DirectEdge(edge, index, this.#sender, onWake));
  }

  get isGone(): boolean {
    return this.#sender.isClosed;
  }

  get isReady(): boolean {
    return this.#sender.isReady || this.edges.some(({ hasNewRoom }) => hasNewRoom);
  }

  run(): number {
    this.#sender.run();
    for (const edge of this.edges) edge.tellRoom();
    return 0;
  }

  /** An event of the engine, in order with the messages. */
  control(message: unknown): void {
    this.#sender.control(message);
  }

  /** Resolves when nothing waits for room. */
  flushed(): Promise<void> {
    return this.#sender.room();
  }

  close(): void {
    this.#sender.close();
  }
}

/** One output of this node and one input of the other; for the engine's thread, all inputs that it serves. */
export class DirectEdge {
  readonly outputId: string;
  readonly words: EdgeWords;
  readonly #index: number;
  readonly #sender: Sender;
  readonly #queue: Pick<TargetEdge, "queueSize" | "queuePolicy">;
  readonly #onWake: () => void;
  #room: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  constructor(edge: TargetEdge, index: number, sender: Sender, onWake: () => void) {
    const { outputId, words, queueSize, queuePolicy } = edge;
    this.outputId = outputId;
    this.words = new EdgeWords(words);
    this.#index = index;
    this.#sender = sender;
    this.#queue = { queueSize, queuePolicy };
    this.#onWake = onWake;
  }

  /** What the input's queue keeps of a sender that does not wait. */
  get capacity(): number {
    return queueCapacity(this.#queue);
  }

  /** Whether the sender should wait. */
  get isFull(): boolean {
    if (this.#sender.isClosed) return false;
    const { queueSize, queuePolicy } = this.#queue;
    return this.#sender.isCrowded || (queuePolicy === "backpressure" && this.words.pending >= queueSize);
  }

  /** Whether who waits may go on: not before half of the queue is free, or both sides would wait for each message. */
  get hasNewRoom(): boolean {
    return this.#room !== undefined && !this.isFull && (this.#sender.isClosed || this.words.pending <= this.#lowMark);
  }

  send(metadata: RawMetadata, value: DoraValue | undefined, bytes: number): void {
    this.words.sent(bytes);
    // Between two lives of the reader messages are lost, and counted.
    if (this.#sender.isClosed) this.words.dropped();
    else this.#sender.send(this.#index, metadata, value);
  }

  /** Resolves when the reader has room again, or is gone. */
  room(): Promise<void> {
    if (this.#room === undefined) {
      let resolve!: () => void;
      const promise = new Promise<void>((done) => (resolve = done));
      this.#room = { promise, resolve };
    }
    this.#await();
    return this.#room.promise;
  }

  tellRoom(): void {
    if (this.#room === undefined) return;
    if (!this.hasNewRoom) this.#await();
    if (!this.hasNewRoom) return;
    this.#room.resolve();
    this.#room = undefined;
  }

  get #lowMark(): number {
    const { queueSize, queuePolicy } = this.#queue;
    return queuePolicy === "backpressure" ? queueSize >> 1 : Infinity;
  }

  /** The reader shall ring; it may have taken enough before it could see that it should. */
  #await(): void {
    if (this.#lowMark !== Infinity) this.words.awaitPending(this.#lowMark);
    if (this.hasNewRoom) this.#onWake();
  }
}
