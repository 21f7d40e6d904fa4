import type { JsonValue } from "../internal/preview.ts";
import type { ErrorRecord } from "../observe/error-record.ts";
import type { ShortValues } from "./run-summary.ts";

/** A value on one line, cut to `longest` characters; what is only described, such as `[Map of 2]`, without quotes. */
export function shortText(value: JsonValue, longest: number): string {
  const text = typeof value === "string" && /^\[.+\]$/.test(value) ? value : JSON.stringify(value);
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

/** The error and what caused it, a line each; a cause that the line before already tells has none. */
export function errorLines(error: ErrorRecord): readonly string[] {
  const lines = [errorText(error)];
  for (let { cause } = error; cause !== undefined; cause = typeof cause === "string" ? undefined : cause.cause) {
    const text = typeof cause === "string" ? cause : errorText(cause);
    if (lines.at(-1)?.endsWith(text) !== true) lines.push(`caused by ${text}`);
  }
  return lines;
}

/** The stack of the error and those of its causes, which begin with their messages. */
export function stackText(error: ErrorRecord): string {
  const { stack = errorText(error), cause } = error;
  if (cause === undefined) return stack;
  return `${stack}\ncaused by ${typeof cause === "string" ? cause : stackText(cause)}`;
}
