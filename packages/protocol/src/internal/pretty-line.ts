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
    paint("gray", timeOfDay(time)),
    paint(colors[level], level.toUpperCase().padEnd(5)),
    printable(message),
  ];
  const stacks: string[] = [];
  const shown = loggable(fields);
  for (const [key, value] of Object.entries(isRecord(shown) ? shown : { fields: shown })) {
    if (value === undefined) continue;
    const stack = stackOf(value);
    if (stack !== undefined) stacks.push(...stack);
    const label = paint("gray", `${printable(key)}=`);
    words.push(label + short(stack !== undefined && isRecord(value) ? value["message"] : value));
  }
  return [words.join(" "), ...stacks.map((line) => paint("gray", `    ${printable(line)}`))].join("\n");
}

function timeOfDay(time: number): string {
  const date = new Date(time);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, "0"));
  return `${parts.join(":")}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

function short(value: unknown): string {
  return typeof value === "string" && /^[^\s"=\p{Cc}]+$/u.test(value) ? value : JSON.stringify(value);
}

/** The lines of an error's stack and of those of its causes; `undefined` for anything else. */
function stackOf(value: unknown): string[] | undefined {
  if (!isRecord(value) || typeof value["stack"] !== "string") return undefined;
  const [first = "", ...further] = stackOf(value["cause"]) ?? [];
  return [...value["stack"].split("\n"), ...(first === "" ? [] : [`caused by ${first}`, ...further])];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Control characters could move the cursor or forge a line's look; only tabs and line breaks pass. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n]/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
