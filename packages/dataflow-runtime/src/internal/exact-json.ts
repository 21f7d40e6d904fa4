/**
 * JSON as other languages write it: whole numbers that a number of JavaScript would round are `bigint`.
 *
 * @throws SyntaxError
 */
export function parseExact(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return JSON.parse(text, exactNumber);
}

/** The other way: a `bigint` becomes a number of as many digits. */
export const stringifyExact = (value: unknown): string =>
  JSON.stringify(value, (_key: string, item: unknown) => (typeof item === "bigint" ? rawJson(String(item)) : item));

/** The compiler's library knows neither the third argument nor `rawJSON`. */
function exactNumber(this: unknown, ...[, value, context]: [key: string, value: unknown, context?: unknown]): unknown {
  if (typeof value !== "number" || !Number.isInteger(value) || Number.isSafeInteger(value)) return value;
  const { source } = (context ?? {}) as { readonly source?: string };
  return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
}

const { rawJSON: rawJson } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };
