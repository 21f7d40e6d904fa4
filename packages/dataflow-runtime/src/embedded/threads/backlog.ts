import { isCorrelated } from "../../inputs/input-queue.ts";
import type { RawMetadata } from "../../node-link.ts";

/** What waits for room in a ring. */
export interface Waiting {
  /** Absent for what is never dropped. */
  readonly message?: { readonly input: number; readonly metadata: RawMetadata };
  /** @returns whether there was room */
  readonly write: () => boolean;
  /** Gives back what it holds, instead of being written. */
  readonly drop: () => void;
}

/**
 * What waits for room in a ring, in order. Of the messages for an input it keeps as many as the input's queue would:
 * the older ones would be dropped there as soon as they were read.
 */
export class Backlog {
  readonly #capacityOf: (input: number) => number;
  readonly #onDropped: (input: number) => void;
  #items: Waiting[] = [];
  readonly #counts = new Map<number, number>();
  #emptied: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  constructor(capacityOf: (input: number) => number, onDropped: (input: number) => void) {
    this.#capacityOf = capacityOf;
    this.#onDropped = onDropped;
  }

  get size(): number {
    return this.#items.length;
  }

  push(item: Waiting): void {
    this.#items.push(item);
    if (item.message === undefined) return;
    const { input } = item.message;
    if (this.#count(input, 1) > this.#capacityOf(input)) this.#dropOldest(input);
  }

  /** Writes until there is no room. @returns how many were written */
  flush(): number {
    let written = 0;
    for (const item of this.#items) {
      if (!item.write()) break;
      written++;
      if (item.message !== undefined) this.#count(item.message.input, -1);
    }
    this.#items = this.#items.slice(written);
    if (this.#items.length === 0) this.#resolve();
    return written;
  }

  /** Gives everything up. */
  clear(): void {
    for (const item of this.#items) item.drop();
    this.#items = [];
    this.#counts.clear();
    this.#resolve();
  }

  /** Resolves when nothing waits any more. */
  emptied(): Promise<void> {
    if (this.#items.length === 0) return Promise.resolve();
    if (this.#emptied === undefined) {
      let resolve!: () => void;
      const promise = new Promise<void>((done) => (resolve = done));
      this.#emptied = { promise, resolve };
    }
    return this.#emptied.promise;
  }

  /** Requests and answers stay: losing one leaves somebody waiting. */
  #dropOldest(input: number): void {
    const index = this.#items.findIndex(({ message }) => message?.input === input && !isCorrelated(message));
    const [item] = index < 0 ? [] : this.#items.splice(index, 1);
    if (item === undefined) return;
    item.drop();
    this.#count(input, -1);
    this.#onDropped(input);
  }

  #count(input: number, more: number): number {
    const count = (this.#counts.get(input) ?? 0) + more;
    this.#counts.set(input, count);
    return count;
  }

  #resolve(): void {
    this.#emptied?.resolve();
    this.#emptied = undefined;
  }
}
