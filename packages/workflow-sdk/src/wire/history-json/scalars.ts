import type { JsonValue } from "@bufbuild/protobuf";

/** Bytes as base64: they may be a `Buffer` as JSON has it, a list, or an object of indices. */
export function bytesText(json: unknown): JsonValue {
  if (typeof json !== "object" || json === null) return json as JsonValue;
  const list = "data" in json && Array.isArray(json.data) ? json.data : Object.values(json);
  return Buffer.from(list as number[]).toString("base64");
}

/** A 64-bit number in two halves, as the official SDK's messages hold it; undefined for anything else. */
export function integerText(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null || !("low" in json) || !("high" in json)) return undefined;
  const { low, high } = json;
  if (typeof low !== "number" || typeof high !== "number") return undefined;
  return String((BigInt(high) << 32n) + BigInt(low >>> 0));
}
