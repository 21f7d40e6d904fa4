import type { ArrowArray } from "../arrow-array.ts";
import { unsupportedArrow } from "../invalid-arrow.ts";

/** Bytes of the Arrow IPC stream of an array. */
export function streamLength({ type }: ArrowArray): number {
  throw unsupportedArrow(type.name);
}

/** Writes the Arrow IPC stream of an array at `offset` of `target`. */
export function writeStream({ type }: ArrowArray, _target: Uint8Array, _offset: number): void {
  throw unsupportedArrow(type.name);
}
