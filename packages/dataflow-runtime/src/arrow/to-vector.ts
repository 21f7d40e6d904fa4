import { DataflowError } from "../errors.ts";
import type { ArrowArray } from "./arrow-array.ts";
import { storedArray } from "./stored-array.ts";

/** What this package knows about a vector of `apache-arrow`; name the package's own type to get all of it. */
export interface ArrowVector {
  readonly length: number;
  readonly nullCount: number;
  get(index: number): unknown;
  toArray(): unknown;
}

/** An array as a vector of `apache-arrow`: over the same memory for plain numbers, through the stream for all else. */
export async function toVector(array: ArrowArray, ipc: () => Uint8Array): Promise<ArrowVector> {
  const arrow = await import("apache-arrow").catch((cause: unknown) => {
    const message = "toArrow() needs the package 'apache-arrow'; install it beside @millrace/dataflow-runtime";
    throw new DataflowError("DATAFLOW_ARROW_MISSING", message, { cause });
  });
  if (array.nullCount === 0 && plainNumbers.has(array.type.name)) {
    const stored = storedArray(array);
    if (stored !== undefined) return arrow.makeVector(stored);
  }
  const column = arrow.tableFromIPC(ipc()).getChildAt(0);
  if (column === null) throw new TypeError("a stream of one column has none");
  return column;
}

/** Types that `apache-arrow` finds by itself for a typed array. */
const plainNumbers = new Set<string>([
  "Int8",
  "Int16",
  "Int32",
  "Int64",
  "UInt8",
  "UInt16",
  "UInt32",
  "UInt64",
  "Float32",
  "Float64",
]);
