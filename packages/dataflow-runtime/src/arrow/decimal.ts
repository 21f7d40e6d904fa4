/** A two's complement number of any width, lowest byte first. */
export function readBigInt(view: DataView, offset: number, width: number): bigint {
  if (width === 4) return BigInt(view.getInt32(offset, true));
  let value = view.getBigInt64(offset + width - 8, true);
  for (let at = offset + width - 16; at >= offset; at -= 8) value = (value << 64n) | view.getBigUint64(at, true);
  return value;
}

export function writeBigInt(view: DataView, offset: number, width: number, value: bigint): void {
  if (width === 4) return view.setInt32(offset, Number(value), true);
  for (let at = 0; at < width; at += 8) {
    view.setBigUint64(offset + at, BigInt.asUintN(64, value >> BigInt(at * 8)), true);
  }
}

/** `-1234n` at scale 2 is `"-12.34"`; a negative scale adds zeros. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The inverse of {@link decimalText}; `undefined` when the text is no decimal or has digits beyond the scale. */
export function parseDecimal(text: string, scale: number): bigint | undefined {
  const [, sign = "", whole = "", fraction = ""] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === "") return undefined;
  const digits = BigInt(whole + fraction);
  const shift = scale - fraction.length;
  const divisor = 10n ** BigInt(Math.max(-shift, 0));
  if (digits % divisor !== 0n) return undefined;
  const unscaled = (digits * 10n ** BigInt(Math.max(shift, 0))) / divisor;
  return sign === "-" ? -unscaled : unscaled;
}
