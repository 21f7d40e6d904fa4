import type { JsonValue } from "../internal/preview.ts";
import type { ErrorRecord } from "../observe/error-record.ts";
import type { ShortValues } from "./run-summary.ts";

/** A value on one line, cut to `longest` characters. */
export function shortText(value: JsonValue, longest: number): string {
  const text = JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** `day="monday" limit=10` */
export function valuesText(values: ShortValues, longest: number): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${shortText(value, longest)}`)
    .join(" ");
}

/** `TypeError: no rows`; a message that begins with its code needs no class before it. */
export function errorText({ type, message }: ErrorRecord): string {
  return message.startsWith("[") || type === "string" ? message : `${type}: ${message}`;
}

/** The error and what caused it, a line each. */
export function errorLines(error: ErrorRecord): readonly string[] {
  const { cause } = error;
  if (cause === undefined) return [errorText(error)];
  const below = typeof cause === "string" ? [cause] : errorLines(cause);
  return [errorText(error), ...below.map((line, index) => (index === 0 ? `caused by ${line}` : line))];
}
