/** An error, also of another realm such as a `node:vm` context, which `instanceof` misses. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}
