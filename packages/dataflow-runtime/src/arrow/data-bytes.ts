import { DataflowError } from "../errors.ts";
import type { ArrowArray } from "./arrow-array.ts";
import { bitmapLength } from "./bitmap.ts";
import { invalidArrow } from "./invalid-arrow.ts";
import { int32Reader, int64Reader } from "./offsets.ts";
import { slotWidth } from "./slot-width.ts";
import { typeText } from "./type-text.ts";

/** Made once: most arrays have one buffer, and a default would be made for each. */
const nothing = new Uint8Array();

/**
 * The one run of bytes that holds an array's data, without a copy.
 *
 * @throws `DATAFLOW_VALUE_WITHOUT_BYTES` for types whose data is spread over several.
 */
export function dataBytes({ type, length, buffers }: ArrowArray): Uint8Array {
  const [first = nothing, second = nothing] = buffers;
  switch (type.name) {
    case "Null":
      return new Uint8Array();
    case "Boolean":
      return first.subarray(0, bitmapLength(length));
    case "Utf8":
    case "Binary":
      return length === 0 ? second.subarray(0, 0) : between(int32Reader(first), length, second);
    case "LargeUtf8":
    case "LargeBinary":
      return length === 0 ? second.subarray(0, 0) : between(int64Reader(first), length, second);
    default: {
      const width = slotWidth(type);
      if (width !== undefined) return first.subarray(0, length * width);
      throw new DataflowError(
        "DATAFLOW_VALUE_WITHOUT_BYTES",
        `the data of ${typeText(type)} is not one run of bytes; read its slots, or take ipc() for the whole message`,
      );
    }
  }
}

function between(offsets: (index: number) => number, length: number, data: Uint8Array): Uint8Array {
  const start = offsets(0);
  const end = offsets(length);
  if (start >= 0 && start <= end && end <= data.length) return data.subarray(start, end);
  throw invalidArrow(`text reaches from ${start} to ${end} of ${data.length} bytes`);
}
