/** Registered, because the function and the wrapper may have a copy of this package each. */
const mark: unique symbol = Symbol.for("@millrace/function-runtime/nuclio-batch") as never;

/** Says that a function takes all events of a batch at once. */
export const markBatch = <Fn extends (...args: never) => unknown>(fn: Fn): Fn =>
  Object.defineProperty(fn, mark, { value: true });

export const takesBatches = (fn: unknown): boolean => typeof fn === "function" && mark in fn;
