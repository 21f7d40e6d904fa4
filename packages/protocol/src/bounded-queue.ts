import { deferred, type Deferred } from "./internal/deferred.ts";
import { Fifo } from "./internal/fifo.ts";
import { checkNumber, checkOptions } from "./options.ts";
import { ProtocolError } from "./protocol-error.ts";

export interface BoundedQueueOptions {
  /** How many items may lie in the queue before {@link BoundedQueue.push} waits; at least 1. */
  readonly capacity: number;
  /** Aborting it equals {@link BoundedQueue.fail} with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

interface WaitingPush<T> extends Deferred<void> {
  readonly item: T;
}

/**
 * Hands items from producers to consumers with backpressure. Consumers that read at the same time compete: each item
 * goes to one of them. Leaving a `for await` loop early fails the queue, so that no producer waits for nobody.
 */
export class BoundedQueue<T> implements AsyncIterable<T> {
  readonly #capacity: number;
  readonly #items = new Fifo<T>();
  readonly #pushes = new Fifo<WaitingPush<T>>();
  readonly #takes = new Fifo<Deferred<IteratorResult<T, undefined>>>();
  #closed = false;
  #failure: { readonly error: unknown } | undefined;
  #release: (() => void) | undefined;

  constructor(options: BoundedQueueOptions) {
    checkOptions(options, ["capacity", "signal"], "BoundedQueue");
    checkNumber(options.capacity, "capacity", "BoundedQueue", { min: 1, whole: true });
    this.#capacity = options.capacity;
    const { signal } = options;
    if (signal === undefined) return;
    const onAbort = (): void => this.fail(signal.reason);
    this.#release = () => signal.removeEventListener("abort", onAbort);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  }

  /** How many items lie in the queue; pushes that wait do not count. */
  get size(): number {
    return this.#items.size;
  }

  /**
   * Resolves when the queue has taken the item. Items arrive in the order of the calls.
   *
   * @throws `PROTOCOL_QUEUE_CLOSED` after {@link close} or when the consumer left; what {@link fail} was given.
   */
  async push(item: T): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#closed) throw new ProtocolError("PROTOCOL_QUEUE_CLOSED", "push after close(); nobody will read the item");
    const taker = this.#takes.shift();
    if (taker !== undefined) return taker.resolve({ done: false, value: item });
    if (this.#items.size < this.#capacity) return this.#items.push(item);
    const waiting = { ...deferred<void>(), item };
    this.#pushes.push(waiting);
    return waiting.promise;
  }

  /** The next item, or `done` when the queue is closed and empty. Rejects with what {@link fail} was given. */
  async take(): Promise<IteratorResult<T, undefined>> {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#items.size > 0) {
      const value = this.#items.shift() as T;
      this.#admit();
      return { done: false, value };
    }
    if (this.#closed) return { done: true, value: undefined };
    const taker = deferred<IteratorResult<T, undefined>>();
    this.#takes.push(taker);
    return taker.promise;
  }

  /** No more pushes. What was pushed before, also by calls that still wait, is delivered. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const taker of this.#takes.drain()) taker.resolve({ done: true, value: undefined });
    if (this.#ended) this.#release?.();
  }

  /** Drops the items; every waiting and later call rejects with `error`. Without effect on a queue at its end. */
  fail(error: unknown): void {
    if (this.#failure !== undefined || this.#ended) return;
    this.#failure = { error };
    this.#release?.();
    this.#items.drain();
    for (const waiting of [...this.#pushes.drain(), ...this.#takes.drain()]) waiting.reject(error);
  }

  [Symbol.asyncIterator](): AsyncIterator<T, undefined, undefined> {
    return {
      next: () => this.take(),
      return: async () => {
        this.fail(new ProtocolError("PROTOCOL_QUEUE_CLOSED", "the consumer left its loop; nobody will read the items"));
        return { done: true, value: undefined };
      },
    };
  }

  get #ended(): boolean {
    return this.#closed && this.#items.size === 0;
  }

  /** After an item left: lets the first waiting push in. */
  #admit(): void {
    const waiting = this.#pushes.shift();
    if (waiting !== undefined) {
      this.#items.push(waiting.item);
      waiting.resolve();
    }
    if (this.#ended) this.#release?.();
  }
}
