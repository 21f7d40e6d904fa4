import { ConcurrentMap, type MapCall } from "./internal/concurrent-map.ts";
import { checkNumber, checkOptions } from "./options.ts";

export interface MapConcurrentOptions {
  /** How many calls of the function run at once; at least 1. */
  readonly concurrency: number;
  /** How many items may be read from the source ahead of the consumer. Default `2 * concurrency`. */
  readonly window?: number;
  /** Whether results come in the order of their items, or each as soon as it is there. Default `true`. */
  readonly ordered?: boolean;
  /** Aborting it stops the map: reading rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export type { MapCall };

/**
 * Calls `fn` for the items of `source`, several at a time, and yields the results. Memory is bounded: the source is
 * read no further than `window` items ahead of the consumer, and not at all before the first read.
 *
 * The first failure, of `fn` or of the source, ends the map at once: results not yet read are dropped, the source is
 * closed (its `return` called), the other calls see their signal abort and what they give is dropped. The same happens
 * when the consumer leaves its loop early.
 */
export function mapConcurrent<Item, Result>(
  source: Iterable<Item | PromiseLike<Item>> | AsyncIterable<Item>,
  fn: (item: Item, call: MapCall) => Result | PromiseLike<Result>,
  options: MapConcurrentOptions,
): AsyncGenerator<Result, void, undefined> {
  checkOptions(options, ["concurrency", "window", "ordered", "signal"], "mapConcurrent");
  const { concurrency, window = 2 * concurrency, ordered = true, signal } = options;
  checkNumber(concurrency, "concurrency", "mapConcurrent", { min: 1 });
  checkNumber(window, "window", "mapConcurrent", { min: 1 });
  return new ConcurrentMap(source, fn, { concurrency, window, ordered, signal }).results();
}
