import type { MaybePromise } from "../component.ts";

export const isPromise = <T>(value: MaybePromise<T>): value is Promise<T> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === "function";

/** `go(value)`: at once for a plain value, so that handlers that await nothing cost no promise. */
export const whenDone = <T, U>(value: MaybePromise<T>, go: (value: T) => MaybePromise<U>): MaybePromise<U> =>
  isPromise(value) ? value.then(go) : go(value);

/** `each` of every item; a promise only if one of them gives a promise. The first failure counts. */
export function mapDone<T, U>(items: Iterable<T>, each: (item: T) => MaybePromise<U>): MaybePromise<U[]> {
  const results: MaybePromise<U>[] = [];
  let waits = false;
  try {
    for (const item of items) {
      const result = each(item);
      waits ||= isPromise(result);
      results.push(result);
    }
  } catch (error) {
    // Nobody is left to hear of those that have begun.
    for (const result of results) if (isPromise(result)) result.then(undefined, () => undefined);
    throw error;
  }
  return waits ? Promise.all(results) : (results as U[]);
}
