/** What a value is, for messages: `"a string"`, `"an array"`, `"null"`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (value instanceof Promise) return "a promise";
  const kind = typeof value;
  return kind === "object" ? "an object" : `a ${kind}`;
}
