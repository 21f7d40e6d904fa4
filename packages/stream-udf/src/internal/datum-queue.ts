import type { Datum } from "../datum.ts";

type Next = IteratorResult<Datum, undefined>;

const done: Next = { done: true, value: undefined };

/** The datums of one key of a window, as its handler reads them. */
export class DatumQueue implements AsyncIterable<Datum> {
  readonly #onRead: (count: number) => void;
  #items: (Datum | undefined)[] = [];
  #at = 0;
  /** Reads that found nothing, in their order. */
  #waiting: PromiseWithResolvers<Next>[] = [];
  #closed = false;
  #failure: { readonly reason: unknown } | undefined;
  /** The handler wants no more: what comes is dropped. */
  #left = false;

  /** @param onRead is told of datums that lie here no longer. */
  constructor(onRead: (count: number) => void) {
    this.#onRead = onRead;
  }

  /** Whether the datum lies here now; a handler that waits gets it at once. */
  push(datum: Datum): boolean {
    if (this.#left || this.#closed || this.#failure !== undefined) return false;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) {
      this.#items.push(datum);
      return true;
    }
    waiting.resolve({ done: false, value: datum });
    return false;
  }

  /** The window is closed: no more datums. */
  close(): void {
    this.#closed = true;
    this.#endWaiting();
  }

  /** The window will never close: a handler that reads on gets the reason, so that it does not take this for the end. */
  fail(reason: unknown): void {
    this.#failure ??= { reason };
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }

  /** The handler has returned, or left its loop. */
  leave(): void {
    this.#left = true;
    const unread = this.#items.length - this.#at;
    this.#items = [];
    this.#at = 0;
    this.#endWaiting();
    if (unread > 0) this.#onRead(unread);
  }

  [Symbol.asyncIterator](): AsyncIterator<Datum, undefined, undefined> {
    return {
      next: () => this.#next(),
      return: async () => {
        this.leave();
        return done;
      },
    };
  }

  #next(): Promise<Next> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.reason);
    if (this.#at < this.#items.length) {
      const value = this.#take();
      this.#onRead(1);
      return Promise.resolve({ done: false, value });
    }
    if (this.#closed || this.#left) return Promise.resolve(done);
    const waiting = Promise.withResolvers<Next>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  /** A queue that is never empty must not keep what was read of it. */
  #take(): Datum {
    const datum = this.#items[this.#at] as Datum;
    this.#items[this.#at++] = undefined;
    // Dropping the read half at once costs each datum one move at most.
    if (this.#at * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#at);
      this.#at = 0;
    }
    return datum;
  }

  #endWaiting(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(done);
  }
}
