import { FunctionError } from "../errors.ts";

const pattern = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6}))?$/;

/** `"23:59:59.000001"` in microseconds since midnight. */
export function toMicros(text: string, column: string): bigint {
  const match = pattern.exec(text);
  if (match === null) {
    throw new FunctionError(
      "FUNCTION_INVALID_TABLE",
      `column '${column}': '${text}' is no time such as 23:59:59.000001`,
    );
  }
  const [, hours, minutes, seconds, fraction = ""] = match;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
}

/** The opposite of {@link toMicros}, of a count of units since midnight; a fraction of zero is left out. */
export function timeOfDay(count: bigint, digits: 3 | 6 | 9): string {
  const perSecond = 10n ** BigInt(digits);
  const seconds = Number(count / perSecond);
  const fraction = (count % perSecond).toString().padStart(digits, "0").replace(/0+$/, "");
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const text = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return fraction === "" ? text : `${text}.${fraction}`;
}
