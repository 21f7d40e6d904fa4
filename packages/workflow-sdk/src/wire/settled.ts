import type { MaybePromise, Steps } from "@millrace/protocol/payload";

/** One step: the value itself, or what its promise gives. */
export function* settled<Value>(value: MaybePromise<Value>): Steps<Value> {
  return (yield value) as Value;
}
