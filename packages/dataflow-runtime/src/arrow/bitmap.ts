/** Whether bit `index` is set, lowest bit first. */
export const bitAt = (bits: Uint8Array, index: number): boolean => (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;

export function setBit(bits: Uint8Array, index: number): void {
  // oxlint-disable-next-line no-param-reassign -- filling the caller's bitmap is what it is for
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
}

export const bitmapLength = (slots: number): number => Math.ceil(slots / 8);

/** `length` bits from bit `offset` on, moved to the start; a view where they begin at a byte. */
export function sliceBits(bits: Uint8Array, offset: number, length: number): Uint8Array {
  const first = offset >> 3;
  const shift = offset & 7;
  if (shift === 0) return bits.subarray(first, first + bitmapLength(length));
  return Uint8Array.from(
    { length: bitmapLength(length) },
    (_, index) => ((bits[first + index] ?? 0) >> shift) | ((bits[first + index + 1] ?? 0) << (8 - shift)),
  );
}

export function countZeros(bits: Uint8Array, length: number): number {
  let zeros = 0;
  for (let index = 0; index < length; index += 1) if (!bitAt(bits, index)) zeros += 1;
  return zeros;
}
