/** The number that 16 bits of IEEE 754 stand for. */
export function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The nearest 16 bits, ties to even. */
export function toFloat16(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65_520) return sign | 0x7c00;
  // Beneath 2^-14 the spacing stays 2^-24; above, 11 bits follow the exponent.
  const exponent = Math.max(Math.floor(Math.log2(size)), -14);
  const units = roundToEven(size * 2 ** (10 - exponent));
  // A carry out of the fraction moves into the exponent by itself.
  return sign | (units + (exponent + 14) * 1024);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest === 0.5) return floor + (floor & 1);
  return rest < 0.5 ? floor : floor + 1;
}
