/** What is its own iterator, such as a generator, can be gone over once. */
export function isIterator(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  if (!("next" in value) || typeof value.next !== "function") return false;
  const { [Symbol.iterator]: each, [Symbol.asyncIterator]: eachAsync } = value as Partial<Iterable<unknown>> &
    Partial<AsyncIterable<unknown>>;
  return each?.call(value as never) === value || eachAsync?.call(value as never) === value;
}
