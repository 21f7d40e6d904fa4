import type { ArrowArray } from "./arrow-array.ts";
import type { ArrowType } from "./arrow-type.ts";
import { buildArray, type BuildInput } from "./build.ts";
import { scalarReader } from "./scalar-reader.ts";
import { slotWidth } from "./slot-width.ts";
import { bytesOf } from "./typed-arrays.ts";

/** One array of the chunks of a vector; a single chunk as it is. */
export function concatArrays(type: ArrowType, chunks: readonly ArrowArray[]): ArrowArray {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const width = slotWidth(type);
  if (width !== undefined && chunks.every(({ nullCount }) => nullCount === 0)) return joinData(type, width, chunks);
  return buildArray(type, chunks.flatMap(slotsOf));
}

function joinData(type: ArrowType, width: number, chunks: readonly ArrowArray[]): ArrowArray {
  const parts = chunks.map(({ buffers, length }) => buffers[0]?.subarray(0, length * width) ?? new Uint8Array());
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const joined = bytesOf(Buffer.concat(parts));
  return { type, length, nullCount: 0, validity: undefined, buffers: [joined], children: [] };
}

function slotsOf(array: ArrowArray): BuildInput[] {
  const read = scalarReader(array);
  return Array.from({ length: array.length }, (_, index) => read(index) as BuildInput);
}
