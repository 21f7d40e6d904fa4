import type { Part } from "./part.ts";
import { number, refuse, type ReadContext, type Reader } from "./reader.ts";

/** 2^64: durations beyond it do not fit into dora's. */
const tooManySeconds = 18_446_744_073_709_552_000;

/** Seconds as milliseconds. */
export const secondsAsMs: Reader<number> = (part, context) => {
  const seconds = number(part, context);
  if (seconds === undefined) return undefined;
  if (seconds >= 0 && seconds < tooManySeconds) return seconds * 1000;
  return refuse(part, context, `a finite, non-negative number of seconds smaller than ${tooManySeconds}`);
};

/** The same, but at least a nanosecond. */
export const positiveSecondsAsMs: Reader<number> = (part, context) => {
  const ms = secondsAsMs(part, context);
  return ms !== undefined && ms < 1e-6 ? refuse(part, context, "a positive number of seconds") : ms;
};

const unitBytes: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  K: 2 ** 10,
  KB: 2 ** 10,
  M: 2 ** 20,
  MB: 2 ** 20,
  G: 2 ** 30,
  GB: 2 ** 30,
};

/** `50MB`, `1.5 GB`, `500`: units are powers of 1024. */
export const sizeText: Reader<number> = (part, context) => {
  const written = part.kind === "scalar" ? part.text.trim() : "";
  const [, digits = "", unit = ""] = /^([^a-zA-Z]*)(.*)$/su.exec(written) ?? [];
  const factor = unitBytes[unit.toUpperCase()];
  const value = /^\+?(?:\d+\.?\d*|\.\d+)$/u.test(digits.trim()) ? Number(digits) : Number.NaN;
  if (factor !== undefined && Number.isFinite(value)) return Math.floor(value * factor);
  return refuseSize(part, context);
};

/** The same, where a number is whole bytes. */
export const byteSize: Reader<number> = (part, context) => {
  const isNumber = part.kind === "scalar" && part.plain && typeof part.value === "number";
  return isNumber && !/^\+?\d+$/u.test(part.text) ? refuseSize(part, context) : sizeText(part, context);
};

const refuseSize = (part: Part, context: ReadContext): undefined =>
  refuse(part, context, "a size in bytes such as 67108864, '64MB' or '1 GB'");
