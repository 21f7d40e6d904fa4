import { systemClock, type CancelTimer } from "@millrace/protocol";
import { DataflowError } from "../errors.ts";
import type { NodeEvent } from "../event.ts";
import type { InputMessage } from "../inputs/input-queue.ts";
import type { InputQueues, QueuedEvent } from "../inputs/input-queues.ts";
import type { NodeLink } from "../node-link.ts";
import type { TypeCheck } from "../types/type-check.ts";
import type { DoraValue } from "../value.ts";
import type { KeepAlive } from "./keep-alive.ts";
import { MergedSource } from "./merged-source.ts";
import { toEvent } from "./to-event.ts";

interface Reader {
  readonly resolve: (event: NodeEvent | undefined) => void;
  cancel: CancelTimer | undefined;
}

/** What a node reads: the queued events of its engine, and in turns with them those of merged sources. */
export class NodeEvents {
  readonly #link: NodeLink;
  readonly #alive: KeepAlive;
  readonly #types: TypeCheck;
  readonly #queues: InputQueues;
  readonly #readers: Reader[] = [];
  readonly #sources: MergedSource[] = [];
  /** Who is asked first: 0 the queues, 1 the first source … */
  #turn = 0;
  /** The engine will tell nothing more. */
  #over = false;
  /** Values that the reader got last; they go back to the engine when it asks for more. */
  #lent: DoraValue[] = [];

  constructor(link: NodeLink, queues: InputQueues, parts: { readonly alive: KeepAlive; readonly types: TypeCheck }) {
    this.#link = link;
    this.#alive = parts.alive;
    this.#types = parts.types;
    this.#queues = queues;
  }

  /** Nothing can be read at once. */
  get isEmpty(): boolean {
    return this.#queues.size === 0 && !this.#sources.some(({ waiting }) => waiting);
  }

  /** Nothing will ever be read again. */
  get ended(): boolean {
    return this.#queues.size === 0 && (this.#over || this.#queues.stopped);
  }

  push(event: QueuedEvent): void {
    this.#queues.push(event);
    this.#wake();
  }

  /** The engine will tell nothing more; what waits can still be read. */
  end(): void {
    this.#over = true;
    this.#wake();
  }

  /** The node is closed: nothing can be read any more. */
  close(): void {
    this.#queues.clear();
    this.end();
  }

  merge(source: AsyncIterable<unknown>, id: string): void {
    this.#sources.push(new MergedSource(source, id, () => this.#wake()));
  }

  take(): NodeEvent | undefined {
    this.#giveBack();
    return this.#take();
  }

  takeAll(): NodeEvent[] {
    this.#giveBack();
    const events: NodeEvent[] = [];
    for (let event = this.#take(); event !== undefined; event = this.#take()) events.push(event);
    return events;
  }

  /** The next event; `undefined` at the end, an `ERROR` after `timeoutMs`. */
  next(timeoutMs: number): Promise<NodeEvent | undefined> {
    const event = this.take();
    if (event !== undefined || this.ended) return Promise.resolve(event);
    this.#alive.hold();
    return new Promise((resolve) => {
      const reader: Reader = { resolve, cancel: undefined };
      this.#readers.push(reader);
      if (timeoutMs === Infinity) return;
      reader.cancel = systemClock.setTimer(timeoutMs, () => {
        this.#readers.splice(this.#readers.indexOf(reader), 1);
        this.#answer(reader, timedOut(timeoutMs));
      });
    });
  }

  /** Gives what came to those who wait for it. */
  #wake(): void {
    while (this.#readers.length > 0) {
      const event = this.#take();
      if (event === undefined && !this.ended) return;
      this.#answer(this.#readers.shift() as Reader, event);
    }
    if (!this.ended) return;
    for (const source of this.#sources.splice(0)) source.close();
  }

  #answer(reader: Reader, event: NodeEvent | undefined): void {
    reader.cancel?.();
    this.#alive.release();
    reader.resolve(event);
  }

  #take(): NodeEvent | undefined {
    const event = this.#sources.length === 0 ? this.#takeQueued() : this.#takeInTurns();
    if (this.#sources.length > 0 && this.ended) this.#wake();
    return event;
  }

  #takeQueued(): NodeEvent | undefined {
    const event = this.#queues.take();
    if (event === undefined) return undefined;
    if (event.type !== "input") return toEvent(event);
    this.#link.taken?.(event);
    if (event.value?.borrowed === true) this.#lent.push(event.value);
    return toEvent(this.#checked(event));
  }

  /** The input, or the error that its type is. */
  #checked(event: InputMessage): QueuedEvent {
    try {
      this.#types.check(event.id, event.value, event.metadata.parameters);
      return event;
    } catch (error) {
      return { type: "error", error: error as DataflowError };
    }
  }

  /** The queues, each source, and again: none of them can starve the others. */
  #takeInTurns(): NodeEvent | undefined {
    const parties = this.#sources.length + 1;
    for (let tried = 0; tried < parties; tried++) {
      const turn = this.#turn;
      this.#turn = (turn + 1) % parties;
      const event = turn === 0 ? this.#takeQueued() : this.#sources[turn - 1]?.take();
      if (event !== undefined) return event;
    }
    return undefined;
  }

  #giveBack(): void {
    if (this.#lent.length === 0) return;
    for (const value of this.#lent.splice(0)) value.release();
  }
}

const timedOut = (timeoutMs: number): NodeEvent => ({
  kind: "dora",
  type: "ERROR",
  error: new DataflowError("DATAFLOW_NO_EVENT", `no event came within ${timeoutMs} ms`),
});
