import type { ArrowArray } from "./arrow/arrow-array.ts";

/**
 * The data of one message: an Arrow array, read in place. It comes from what a sender gave or from an Arrow IPC stream
 * on the wire, and decodes or encodes only when somebody asks.
 */
export interface DoraValue {
  readonly array: ArrowArray;
  /** The bytes of an Arrow IPC stream: one nullable column `data`, one batch. Made once. */
  readonly ipc: () => Uint8Array;
}
