/** Those that one byte holds: making a bigint costs more than reading it. */
export const smallNumbers: readonly bigint[] = Array.from({ length: 0x80 }, (_, value) => BigInt(value));

/** From the halves of a signed 64-bit number. */
export function signed(low: number, high: number): bigint {
  if (high === 0) return BigInt(low >>> 0);
  // Exact in a double.
  if (high >= -0x200000 && high < 0x200000) return BigInt(high * 0x100000000 + (low >>> 0));
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
}

/** From the halves of an unsigned 64-bit number. */
export function unsigned(low: number, high: number): bigint {
  if (high === 0) return BigInt(low >>> 0);
  if (high > 0 && high < 0x200000) return BigInt(high * 0x100000000 + (low >>> 0));
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}
