import type { MaybePromise } from "@millrace/protocol/payload";

/** Steps for `drive` of @millrace/protocol/payload, which waits only where a step gives a promise. */
export type Steps<Result> = Generator<unknown, Result, unknown>;

/** One step: the value itself, or what its promise gives. */
export function* settled<Value>(value: MaybePromise<Value>): Steps<Value> {
  return (yield value) as Value;
}
