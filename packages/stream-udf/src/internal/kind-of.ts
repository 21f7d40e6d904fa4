/** What a value is, for messages: `"a string"`, `"an array"`, `"null"`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (value instanceof Promise) return "a promise";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid Date" : "a Date";
  if (value instanceof Uint8Array) return value instanceof Buffer ? "a Buffer" : "a Uint8Array";
  const kind = typeof value;
  return kind === "object" ? "an object" : `a ${kind}`;
}
