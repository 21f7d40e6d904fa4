import type { InputPlan } from "../descriptor/plan.ts";
import { isCorrelated } from "../inputs/input-queue.ts";
import type { LinkEvent, RawMetadata } from "../node-link.ts";
import type { DoraValue } from "../value.ts";
import type { InputWatch } from "./input-watch.ts";
import type { EdgeCounters } from "./node-host.ts";
import { queueCapacity } from "../inputs/queue-capacity.ts";
import type { Turns } from "./turns.ts";

/** `away`: between two lives, messages are lost and counted. `gone`: nobody will read again, or nobody has joined. */
export type InboxState = "open" | "away" | "gone";

/** Undelivered events of one node at which its queues' policies are applied ahead of time. */
const crowd = 1024;

/** Everything on its way to one node. The hot path of this runtime: no promise and no closure for a message. */
export class Inbox {
  readonly #turns: Turns;
  /** The node's inputs by id. */
  readonly edges: Map<string, Edge> = new Map();
  state: InboxState = "gone";
  #deliver: ((event: LinkEvent) => void) | undefined;
  #events: LinkEvent[] = [];
  #spare: LinkEvent[] = [];
  #thinAt = crowd;
  #waits = false;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  /** A new life of the node reads from here on. */
  open(deliver: (event: LinkEvent) => void): void {
    this.#deliver = deliver;
    this.state = "open";
  }

  /** The node's life has ended. What it has not taken is lost. */
  shut(state: "away" | "gone"): void {
    this.state = state;
    this.#deliver = undefined;
    for (const event of this.#events) if (event.type === "input") event.value?.release();
    this.#events = [];
    for (const edge of this.edges.values()) edge.forget();
  }

  /** Without effect while no life of the node reads. */
  push(event: LinkEvent): void {
    if (this.state !== "open") return;
    this.#events.push(event);
    if (!this.#waits) {
      this.#waits = true;
      this.#turns.add(this);
    } else if (this.#events.length >= this.#thinAt) this.#thin();
  }

  flush(): void {
    this.#waits = false;
    const deliver = this.#deliver;
    if (deliver === undefined) return;
    const events = this.#events;
    this.#events = this.#spare;
    for (const event of events) deliver(event);
    events.length = 0;
    this.#spare = events;
    this.#thinAt = crowd;
  }

  /** A sender that does not pause must not fill the memory: drops now what the node's queues would drop at once. */
  #thin(): void {
    const kept: LinkEvent[] = [];
    const seen = new Map<string, number>();
    for (let index = this.#events.length - 1; index >= 0; index--) {
      const event = this.#events[index] as LinkEvent;
      if (event.type === "input" && !isCorrelated(event)) {
        const edge = this.edges.get(event.id);
        const count = seen.get(event.id) ?? 0;
        if (edge !== undefined && count >= edge.capacity) {
          edge.lose();
          event.value?.release();
          continue;
        }
        seen.set(event.id, count + 1);
      }
      kept.push(event);
    }
    this.#events = kept.reverse();
    this.#thinAt = Math.max(crowd, 2 * kept.length);
  }
}

/** One input of a node and what flowed into it. */
export class Edge implements EdgeCounters {
  readonly nodeId: string;
  readonly input: InputPlan;
  readonly inbox: Inbox;
  /** How many messages the node's queue keeps. */
  readonly capacity: number;
  readonly #backpressure: boolean;
  messages = 0;
  bytes = 0;
  dropped = 0;
  taken = 0;
  /** Its source has ended. */
  closed = false;
  /** Present if the input has an `input_timeout`. */
  watch: InputWatch | undefined;
  #room: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  constructor(nodeId: string, input: InputPlan, inbox: Inbox) {
    this.nodeId = nodeId;
    this.input = input;
    this.inbox = inbox;
    this.capacity = queueCapacity(input);
    this.#backpressure = input.queuePolicy === "backpressure";
  }

  get pending(): number {
    return this.messages - this.taken - this.dropped;
  }

  /** Whether senders should wait. */
  get isFull(): boolean {
    return this.#backpressure && this.pending >= this.input.queueSize;
  }

  put(metadata: RawMetadata, value: DoraValue | undefined, bytes: number): void {
    const { state } = this.inbox;
    // Who does not read it gives its memory back, in case it is borrowed from another thread.
    if (state === "gone") return value?.release();
    this.messages++;
    this.bytes += bytes;
    if (state === "away") {
      this.dropped++;
      return value?.release();
    }
    this.inbox.push({ type: "input", id: this.input.id, metadata, value });
    this.watch?.onMessage();
  }

  /** The node has taken a message out of its queue. */
  take(): void {
    this.taken++;
    if (this.#room !== undefined) this.#makeRoom();
  }

  /** What was taken out of the queue was not read, but thrown away. */
  untake(): void {
    this.taken--;
    this.dropped++;
  }

  /** A message was dropped after it had been put. */
  lose(): void {
    this.dropped++;
    if (this.#room !== undefined) this.#makeRoom();
  }

  /** Whatever is still on its way is lost, and nobody waits for it. */
  forget(): void {
    this.dropped += this.pending;
    this.#makeRoom();
  }

  /** Resolves when the queue has room again, or nobody reads it any more. */
  room(): Promise<void> {
    if (this.#room === undefined) {
      let resolve!: () => void;
      const promise = new Promise<void>((done) => (resolve = done));
      this.#room = { promise, resolve };
    }
    return this.#room.promise;
  }

  #makeRoom(): void {
    if (this.isFull && this.inbox.state === "open") return;
    this.#room?.resolve();
    this.#room = undefined;
  }
}

/** One output of a node, and the inputs that read it. */
export class Output {
  readonly #turns: Turns;
  readonly id: string;
  /** All inputs that read it. */
  readonly consumers: Edge[] = [];
  /** Those that this router serves; a host may carry the others itself. */
  readonly edges: Edge[] = [];
  /** The node will send nothing more by it. */
  closed = false;
  sent = 0;

  constructor(id: string, turns: Turns) {
    this.id = id;
    this.#turns = turns;
  }

  /** A message that nobody gets any more. */
  discard(value: DoraValue | undefined): undefined {
    for (const _ of this.edges) value?.release();
  }

  /** Puts one message into every queue; a promise says that the sender should wait for room. */
  send(metadata: RawMetadata, value: DoraValue | undefined): Promise<void> | undefined {
    this.sent++;
    const bytes = value === undefined ? 0 : value.byteLength;
    let full: Edge | undefined;
    for (const edge of this.edges) {
      edge.put(metadata, value, bytes);
      if (edge.isFull) full = edge;
    }
    const pause = this.#turns.spend();
    return full === undefined ? pause : this.#room();
  }

  async #room(): Promise<void> {
    for (const edge of this.edges) while (edge.isFull && edge.inbox.state === "open") await edge.room();
  }
}
