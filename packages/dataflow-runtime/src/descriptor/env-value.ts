import { expandVariables } from "./expand-variables.ts";
import { isNull, type Part } from "./part.ts";
import { mapOf, refuse, type Reader } from "./reader.ts";

/** A value of an `env:` map: as the process sees it, and as plain data. */
export interface EnvValue {
  readonly text: string;
  readonly plain: string | number | bigint | boolean;
}

/**
 * A text with its variables filled in, a number or a boolean. dora reads a text that looks like a number as one, so
 * `"007"` arrives as `7` and `"1.0"` as `1`; this does the same.
 */
const envValue: Reader<EnvValue> = (part, context) => {
  if (part.kind !== "scalar" || isNull(part) || part.tag !== undefined || isTooBig(part)) {
    const named = part.kind === "map" && part.entries.has("__dora_env");
    return refuse(
      part,
      context,
      named ? "a text; write '$NAME' to read a variable" : "a text, a number, true or false",
    );
  }
  if (part.plain && typeof part.value === "boolean") return valueOf(String(part.value));
  if (part.plain && /^0(?:x[\da-f]+|o[0-7]+|b[01]+)$/iu.test(part.text)) return valueOf(String(BigInt(part.text)));
  if (part.plain && typeof part.value === "number" && !Number.isFinite(part.value))
    return valueOf(part.text.replace(".", ""));
  const expanded = expandVariables(part.text, context.env);
  if ("text" in expanded) return valueOf(expanded.text);
  const advice = `set it, or write '\${${expanded.unset}:-default}'`;
  context.problems.add(
    "DATAFLOW_UNSET_VARIABLE",
    part,
    `the environment has no variable '${expanded.unset}'; ${advice}`,
  );
  return undefined;
};

export const envMap: Reader<ReadonlyMap<string, EnvValue>> = mapOf(envValue);

/** Beyond 64 bits; dora refuses such numbers where they are not in quotes. */
function isTooBig(part: Part): boolean {
  if (part.kind !== "scalar" || !part.plain || !/^[+-]?\d+$/u.test(part.text)) return false;
  const value = BigInt(part.text.replace("+", ""));
  return value >= 2n ** 64n || value < -(2n ** 63n);
}

/** A text as dora stores it: as boolean, 64-bit integer, float or text, whichever fits first. */
export function valueOf(text: string): EnvValue {
  if (text === "true" || text === "false") return { text, plain: text === "true" };
  if (/^[+-]?\d+$/u.test(text)) {
    const whole = BigInt(text.replace("+", ""));
    if (BigInt.asIntN(64, whole) === whole) return { text: String(whole), plain: smallest(whole) };
  }
  const value = floatOf(text);
  return value === undefined ? { text, plain: text } : { text: decimal(value), plain: value };
}

const smallest = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

function floatOf(text: string): number | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text)) return Number(text);
  if (!/^[+-]?(?:inf|infinity|nan)$/iu.test(text)) return undefined;
  if (/nan$/iu.test(text)) return Number.NaN;
  return text.startsWith("-") ? -Infinity : Infinity;
}

/** All digits and no exponent. */
function decimal(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0";
  const [digits = "", exponent] = String(value).split("e");
  if (exponent === undefined) return digits;
  const [sign, whole = "", fraction = ""] = [digits.startsWith("-") ? "-" : "", ...digits.replace("-", "").split(".")];
  const power = Number(exponent);
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${whole}${fraction}`;
  return `${sign}${whole}${fraction.padEnd(power, "0")}`;
}
