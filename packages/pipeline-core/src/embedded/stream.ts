import { stageSlot } from "../stage-context.ts";
import { Activation } from "./activation.ts";
import { watchStream } from "./read-once.ts";
import { Ring } from "./ring.ts";

/** How a map ended, and why where it did not succeed. */
export interface MapEnd {
  readonly outcome: "succeeded" | "failed" | "cancelled";
  readonly error?: unknown;
}

/** The map behind a stream. */
export interface StreamFeeder {
  /** Settles when the map has ended; never rejects. */
  readonly ended: Promise<MapEnd>;
  /** There is room for another item. */
  refill(): void;
  /** Nobody will read on. */
  close(): void;
  interrupt(reason: unknown): void;
}

/**
 * The result of a streaming map: its consumer pulls items while the map runs. A stage that waits for an item lends its
 * slot to others for as long, so that a stream flows whatever the limits are.
 */
export class OpenStream {
  /** What the consumer reads, once. */
  readonly items: AsyncIterable<unknown>;
  readonly #feeder: StreamFeeder;
  readonly #ring = new Ring();
  /** Calls of `next()` that wait, in their order. */
  readonly #readers: PromiseWithResolvers<IteratorResult<unknown>>[] = [];
  #end: MapEnd | undefined;

  /** @param stage the map's id */
  constructor(feeder: StreamFeeder, stage: string) {
    this.#feeder = feeder;
    const iterator: AsyncIterator<unknown> = {
      next: () => this.#next(),
      return: () => {
        this.close();
        return Promise.resolve(over);
      },
    };
    this.items = { [Symbol.asyncIterator]: () => iterator };
    watchStream(this.items, stage);
  }

  get ended(): Promise<MapEnd> {
    return this.#feeder.ended;
  }

  /** Items that its consumer has got. */
  get taken(): number {
    return this.#ring.taken;
  }

  /** Items may come in any order; the consumer gets them by their position. */
  put(position: number, value: unknown): void {
    this.#ring.put(position, value);
    while (this.#ring.ready && this.#readers.length > 0)
      this.#readers.shift()?.resolve({ done: false, value: this.#ring.take() });
  }

  /** No item is to be had any more: who waits, and who asks later, learns of the end. */
  end(end: MapEnd): void {
    this.#end ??= end;
    for (const reader of this.#readers.splice(0)) this.#last().then(reader.resolve, reader.reject);
  }

  /** Ends the map when nobody will read on. */
  close(): void {
    this.#feeder.close();
  }

  interrupt(reason: unknown): void {
    this.#feeder.interrupt(reason);
  }

  #next(): Promise<IteratorResult<unknown>> {
    if (this.#end !== undefined) return this.#last();
    if (this.#ring.ready && this.#readers.length === 0) {
      const value = this.#ring.take();
      this.#feeder.refill();
      return Promise.resolve({ done: false, value });
    }
    const reader = Promise.withResolvers<IteratorResult<unknown>>();
    this.#readers.push(reader);
    this.#feeder.refill();
    const stage = stageSlot.get();
    const item = stage instanceof Activation ? stage.waitFor(reader.promise) : reader.promise;
    // The record of the map has the error: a reader that does not wait any more need not handle it.
    item.catch(() => undefined);
    return item;
  }

  #last(): Promise<IteratorResult<unknown>> {
    // What a stage or an abort threw passes through as it is.
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    return this.#end?.outcome === "succeeded" ? Promise.resolve(over) : Promise.reject(this.#end?.error);
  }
}

const over: IteratorReturnResult<undefined> = Object.freeze({ done: true, value: undefined });
