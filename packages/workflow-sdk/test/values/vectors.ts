import { readFileSync } from "node:fs";

interface Vector {
  readonly type: string;
  readonly hex: string;
}

/** The bytes of a message of a type, as Temporal's Python SDK writes it; the longest that there is. */
export function goldenBytes(type: string): Uint8Array {
  const file = new URL("../../../../proto/vectors/temporal.json", import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { readonly vectors: readonly Vector[] };
  const [longest] = vectors.filter((vector) => vector.type === type).sort((a, b) => b.hex.length - a.hex.length);
  if (longest === undefined) throw new Error(`no vector is of type ${type}`);
  return new Uint8Array(Buffer.from(longest.hex, "hex"));
}
