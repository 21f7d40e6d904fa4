import { styleText } from "node:util";
import type { LogLevel } from "../logger.ts";
import type { LogLine } from "./json-line.ts";
import { loggable } from "./loggable.ts";

const colors: Readonly<Record<LogLevel, "gray" | "green" | "yellow" | "red">> = {
  debug: "gray",
  info: "green",
  warn: "yellow",
  error: "red",
};

/** `12:34:56.789 INFO  message key=value`, in local time; the stacks of errors follow on lines of their own. */
export function prettyLine({ time, level, message, fields }: LogLine, colored: boolean): string {
  const paint = (color: Parameters<typeof styleText>[0], text: string): string =>
    colored ? styleText(color, text, { validateStream: false }) : text;
  const words = [
    paint("gray", clockTime(time)),
    paint(colors[level], level.toUpperCase().padEnd(5)),
    printable(message),
  ];
  const stacks: string[] = [];
  const shown = loggable(fields);
  for (const [key, value] of Object.entries(typeof shown === "object" && shown !== null ? shown : { fields: shown })) {
    if (value === undefined) continue;
    const stack = stackOf(value);
    if (stack !== undefined) stacks.push(`\n    ${printable(stack).replaceAll("\n", "\n    ")}`);
    words.push(`${paint("gray", `${printable(key)}=`)}${stack === undefined ? short(value) : short(messageOf(value))}`);
  }
  return words.join(" ") + stacks.join("");
}

function clockTime(time: number): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

function short(value: unknown): string {
  return typeof value === "string" && /^[^\s"=\p{Cc}]+$/u.test(value) ? value : JSON.stringify(value);
}

function stackOf(value: unknown): string | undefined {
  const stack = typeof value === "object" && value !== null && "stack" in value ? value.stack : undefined;
  return typeof stack === "string" ? stack : undefined;
}

function messageOf(value: unknown): unknown {
  return (value as { readonly message?: unknown }).message;
}

/** Control characters could move the cursor or forge a line's look; only tabs and line breaks pass. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n]/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
