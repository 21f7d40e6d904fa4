import { DataflowError } from "../errors.ts";
import type { ArrowArray } from "./arrow-array.ts";
import { fromFloat16 } from "./float16.ts";
import { typeText } from "./type-text.ts";
import type { NumericTypedArray } from "./type-values.ts";
import { typedArrayFor, viewAs } from "./typed-arrays.ts";

/**
 * The slots as the typed array in which they are stored; `undefined` for types that no typed array stores.
 *
 * @throws `DATAFLOW_VALUE_HAS_NULLS`, since a typed array cannot say null.
 */
export function storedArray({ type, length, nullCount, buffers }: ArrowArray): NumericTypedArray | undefined {
  const Constructor = typedArrayFor(type);
  const [data] = buffers;
  if (Constructor === undefined || data === undefined) return undefined;
  if (nullCount > 0) {
    const message = `toArray() of ${typeText(type)} gives a typed array, which cannot show the ${nullCount} nulls among its ${length} slots; iterate over the value instead`;
    throw new DataflowError("DATAFLOW_VALUE_HAS_NULLS", message, { details: { nullCount, length } });
  }
  const stored = viewAs(Constructor, data, length);
  return type.name === "Float16" ? Float32Array.from(stored as Uint16Array, fromFloat16) : stored;
}
