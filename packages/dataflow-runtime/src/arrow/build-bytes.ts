import type { SimpleType } from "./arrow-type.ts";
import { isNull, misfit, type BuildInput } from "./build-input.ts";

/** Offsets and data of text or bytes. */
export function buildBytes(
  type: SimpleType<"Utf8" | "LargeUtf8" | "Binary" | "LargeBinary">,
  slots: readonly BuildInput[],
): readonly [Uint8Array, Uint8Array] {
  const isText = type.name === "Utf8" || type.name === "LargeUtf8";
  const parts = slots.map((slot, index) => {
    if (isNull(slot)) return "";
    if (typeof slot === "string" ? isText : !isText && slot instanceof Uint8Array) return slot as string | Uint8Array;
    throw misfit(type, slot, index);
  });
  const lengths = parts.map((part) => (typeof part === "string" ? Buffer.byteLength(part) : part.length));
  const data = Buffer.alloc(lengths.reduce((sum, length) => sum + length, 0));
  const offsets =
    type.name === "Utf8" || type.name === "Binary"
      ? new Int32Array(slots.length + 1)
      : new BigInt64Array(slots.length + 1);
  let end = 0;
  parts.forEach((part, index) => {
    if (typeof part === "string") data.write(part, end);
    else data.set(part, end);
    end += lengths[index] ?? 0;
    offsets[index + 1] = offsets instanceof Int32Array ? end : BigInt(end);
  });
  return [new Uint8Array(offsets.buffer), new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
}
