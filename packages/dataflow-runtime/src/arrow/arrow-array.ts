import type { ArrowType } from "./arrow-type.ts";

/**
 * An Arrow array as its format has it; nothing is copied to make one. There is no offset: a slice is one of its
 * buffers. Buffers may lie in shared memory and need no alignment; they may be longer than the length asks for.
 */
export interface ArrowArray {
  readonly type: ArrowType;
  readonly length: number;
  readonly nullCount: number;
  /** One bit a slot, lowest bit first, 1 for a value; absent when there are no nulls. */
  readonly validity: Uint8Array | undefined;
  /** What follows the validity bitmap in the columnar format: offsets, type ids, data. */
  readonly buffers: readonly Uint8Array[];
  readonly children: readonly ArrowArray[];
  /** What the indices of a `Dictionary` point into. */
  readonly dictionary?: ArrowArray;
}
