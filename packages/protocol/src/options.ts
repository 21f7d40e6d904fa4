import { ProtocolError } from "./protocol-error.ts";
import { suggest } from "./suggest.ts";

/**
 * Refuses an options object with a key outside `allowed`.
 *
 * @param where what the options belong to, as the message shall name it: `"createServer"`.
 * @throws `PROTOCOL_UNKNOWN_OPTION` naming the nearest known key; `PROTOCOL_INVALID_OPTION` if it is not an object.
 */
export function checkOptions(options: object | undefined, allowed: readonly string[], where: string): void {
  if (options === undefined) return;
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new ProtocolError("PROTOCOL_INVALID_OPTION", `${where} takes an options object, not ${describe(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (allowed.includes(key)) continue;
    const nearest = suggest(key, allowed);
    const advice = nearest === undefined ? `known options: ${allowed.join(", ")}` : `did you mean '${nearest}'?`;
    throw new ProtocolError("PROTOCOL_UNKNOWN_OPTION", `${where} has no option '${key}'; ${advice}`, {
      details: { where, option: key, allowed },
    });
  }
}

/** Refuses an option that is not a number of at least `min` (`Infinity` included), or not a whole one. */
export function checkNumber(
  value: unknown,
  option: string,
  where: string,
  range: { readonly min: number; readonly whole?: boolean },
): void {
  const fits = typeof value === "number" && value >= range.min && (!range.whole || Number.isSafeInteger(value));
  if (fits) return;
  const wanted = `a ${range.whole ? "whole " : ""}number of at least ${range.min}`;
  throw new ProtocolError(
    "PROTOCOL_INVALID_OPTION",
    `${where}: '${option}' must be ${wanted}, not ${describe(value)}`,
    {
      details: { where, option },
    },
  );
}

/** Refuses an option whose value is not one of a few words. */
export function checkOneOf(value: unknown, option: string, where: string, words: readonly string[]): void {
  if (typeof value === "string" && words.includes(value)) return;
  const wanted = words.map((word) => `'${word}'`).join(", ");
  throw new ProtocolError(
    "PROTOCOL_INVALID_OPTION",
    `${where}: '${option}' must be one of ${wanted}, not ${describe(value)}`,
    {
      details: { where, option },
    },
  );
}

function describe(value: unknown): string {
  if (value === null || value === undefined || typeof value === "boolean") return String(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  return Array.isArray(value) ? "an array" : `a ${typeof value}`.replace("a object", "an object");
}
