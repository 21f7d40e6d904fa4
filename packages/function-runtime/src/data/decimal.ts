import { FunctionError } from "../errors.ts";

const pattern = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The most digits that a decimal of Parquet's common readers has. */
const maxPrecision = 38;

/** A decimal's digits without its point: `"-12.3"` at scale 2 is `-1230n`. */
export function unscaled(text: string, scale: number, column: string): bigint {
  const match = pattern.exec(text);
  const fraction = match?.[3] ?? "";
  if (match === null || /[1-9]/.test(fraction.slice(scale))) {
    throw new FunctionError(
      "FUNCTION_INVALID_TABLE",
      `column '${column}': '${text}' is no decimal with at most ${scale} digits after its point`,
    );
  }
  const digits = BigInt(match[2] + fraction.slice(0, scale).padEnd(scale, "0"));
  return match[1] === "-" ? -digits : digits;
}

/** The opposite of {@link unscaled}. */
export function scaled(digits: bigint, scale: number): string {
  if (scale === 0) return digits.toString();
  const sign = digits < 0n ? "-" : "";
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** As many digits as these decimals need with `scale` of them behind the point. */
export function decimalPrecision(column: string, texts: readonly (string | null)[], scale: number): number {
  let whole = 1;
  for (const text of texts) whole = Math.max(whole, text?.replace("-", "").split(".")[0]?.length ?? 0);
  const precision = whole + scale;
  if (precision <= maxPrecision) return precision;
  throw new FunctionError(
    "FUNCTION_INVALID_TABLE",
    `column '${column}' has a number of ${precision} digits; a table holds at most ${maxPrecision}`,
  );
}

/** The big-endian two's complement that Parquet keeps. */
export function fromBigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
