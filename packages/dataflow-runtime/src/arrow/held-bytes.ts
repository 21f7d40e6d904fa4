import type { ArrowArray } from "./arrow-array.ts";

/** Bytes of all buffers of an array. */
export function heldBytes({ validity, buffers, children, dictionary }: ArrowArray): number {
  let bytes = validity?.byteLength ?? 0;
  for (const buffer of buffers) bytes += buffer.byteLength;
  for (const child of children) bytes += heldBytes(child);
  return dictionary === undefined ? bytes : bytes + heldBytes(dictionary);
}
