import type { ArrowScalar } from "./type-values.ts";

export type PlainJson =
  | null
  | boolean
  | number
  | string
  | readonly PlainJson[]
  | { readonly [field: string]: PlainJson };

/** One slot as JSON has it: big integers beyond 2^53 as text, bytes as arrays of numbers, maps as pairs. */
export function toPlainJson(value: ArrowScalar): PlainJson {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(toPlainJson);
  if (value instanceof Map) return Array.from(value, ([key, item]) => [toPlainJson(key), toPlainJson(item)]);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toPlainJson(item)]));
}
