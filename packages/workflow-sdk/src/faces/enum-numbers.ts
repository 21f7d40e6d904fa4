import { enumName } from "../wire/enum-name.ts";
import { ValueError } from "./errors.ts";

// Between the official constants and the numbers that `client.workflowService` takes and gives.

/** A constant, with or without its prefix, as its number; a number as it is. @throws `ValueError` for another text */
export type Encode<Constant extends string | undefined, Prefix extends string, Value extends number> = (
  input: Constant | `${Prefix}${NonNullable<Constant>}` | Value | null | undefined,
) => Value | undefined;

/** A number as its constant: undefined for 0, a text such as `unknown_7` for one that only a newer server knows. */
export type Decode<Constant extends string | undefined, Value extends number> = (
  input: Value | null | undefined,
) => Constant | undefined;

type Numbers = Readonly<Record<string, number>>;

export function encoder<Constant extends string | undefined, Prefix extends string, Value extends number>(
  values: Numbers,
  prefix: Prefix,
): Encode<Constant, Prefix, Value> {
  return (input) => {
    if (typeof input === "string") return numberOf(values, prefix, input) as Value;
    return (input as Value | null | undefined) ?? undefined;
  };
}

export function decoder<Constant extends string | undefined, Value extends number>(
  values: Numbers,
): Decode<Constant, Value> {
  return (input) => (input ? ((enumName(values, input) ?? `unknown_${input}`) as Constant) : undefined);
}

function numberOf(values: Numbers, prefix: string, name: string): number {
  const short = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const number = Object.hasOwn(values, short) ? values[short] : undefined;
  if (number !== undefined) return number;
  throw new ValueError(`'${name}' must be one of ${Object.keys(values).join(", ")}`);
}
