export type MaybePromise<T> = T | PromiseLike<T>;

/** Steps for {@link drive}: what they yield is a value, or a promise of one. */
export type Steps<Result> = Generator<unknown, Result, unknown>;

/**
 * Runs steps that may be synchronous or not: each yielded promise is awaited, every other yielded value comes back as
 * it is. The result is a promise only if a step was, so that one text serves callers who cannot wait.
 */
export function drive<Result>(steps: Steps<Result>): MaybePromise<Result> {
  let step = steps.next();
  while (!step.done) {
    if (isPromiseLike(step.value)) return driveAsync(steps, step);
    step = steps.next(step.value);
  }
  return step.value;
}

async function driveAsync<Result>(steps: Steps<Result>, first: IteratorResult<unknown, Result>): Promise<Result> {
  let step = first;
  while (!step.done) {
    let value: unknown;
    try {
      value = await step.value;
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
