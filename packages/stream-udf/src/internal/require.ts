import { UdfError } from "../errors.ts";
import { kindOf } from "./kind-of.ts";

/** @throws `UDF_INVALID_MESSAGE` */
export const refuse = (what: string, wanted: string, where: string, value: unknown): never => {
  throw new UdfError("UDF_INVALID_MESSAGE", `${what} of ${where} must be ${wanted}, not ${kindOf(value)}`, {
    details: { where, field: what },
  });
};

export const requireBytes = (value: Uint8Array, where: string): Uint8Array =>
  value instanceof Uint8Array
    ? value
    : refuse("the value", "a Uint8Array (encode text with Buffer.from or a TextEncoder)", where, value);

export const requireText = (value: string, what: string, where: string): string =>
  typeof value === "string" ? value : refuse(`the ${what}`, "a string", where, value);

export function requireTexts(values: readonly string[], what: string, where: string): readonly string[] {
  if (!Array.isArray(values)) return refuse(`the ${what}`, "an array of strings", where, values);
  for (const value of values) if (typeof value !== "string") return refuse(`the ${what}`, "strings", where, value);
  return values;
}

export const requireTime = (time: Date, where: string, what = "event time"): Date =>
  time instanceof Date && !Number.isNaN(time.getTime()) ? time : refuse(`the ${what}`, "a valid Date", where, time);
