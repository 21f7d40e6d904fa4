import { FunctionError } from "../errors.ts";
import type { ColumnType, TableColumn } from "./columns.ts";
import { decimalPrecision } from "./decimal.ts";

type Texts = readonly (string | null)[];

/** A type with the texts that it stands for, and what it makes of them. */
interface TextType {
  readonly type: ColumnType;
  readonly matches: (text: string) => boolean;
  readonly parse: (text: string) => unknown;
}

const whole = /^-?(?:0|[1-9]\d{0,18})$/;
const real = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,6}))?(Z|[+-]\d{2}:?\d{2})?$/;
const booleans: Readonly<Record<string, boolean>> = { true: true, false: false };

const isWhole = (text: string): boolean => whole.test(text) && text !== "-0";
const isInt32 = (text: string): boolean => isWhole(text) && Math.abs(Number(text)) <= 2 ** 31 - 1;
const isInt64 = (text: string): boolean => isWhole(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
const isReal = (text: string): boolean => real.test(text) || ["NaN", "Infinity", "-Infinity"].includes(text);

/** A day that is in the calendar: `2023-02-29` is none. */
const isDay = (text: string): boolean => {
  if (!day.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** Microseconds since the epoch; a time without a zone is UTC. */
function micros(text: string): bigint | undefined {
  const [, date = "", time = "", fraction = "", zone = "Z"] = instant.exec(text) ?? [];
  if (!isDay(date)) return undefined;
  const ms = Date.parse(`${date}T${time}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`);
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1000n + BigInt(fraction.padEnd(6, "0"));
}

const hasZone = (text: string): boolean => instant.exec(text)?.[4] !== undefined;
const isMillis = (text: string): boolean => (instant.exec(text)?.[3]?.length ?? 0) <= 3;

/** In the order in which they are tried: each holds more than those before it. */
const textTypes: readonly TextType[] = [
  { type: "boolean", matches: (text) => text.toLowerCase() in booleans, parse: (text) => booleans[text.toLowerCase()] },
  { type: "int32", matches: isInt32, parse: Number },
  { type: "int64", matches: isInt64, parse: BigInt },
  { type: "double", matches: isReal, parse: Number },
  { type: "date", matches: isDay, parse: (text) => new Date(`${text}T00:00:00Z`) },
  {
    type: "timestamp_ms",
    matches: (text) => isMillis(text) && micros(text) !== undefined,
    parse: (text) => new Date(Number((micros(text) ?? 0n) / 1000n)),
  },
  { type: "timestamp_us", matches: (text) => micros(text) !== undefined, parse: micros },
];

/** The narrowest type that holds all of these texts without loss. */
export function inferTextColumn(name: string, texts: Texts): TableColumn {
  const present = texts.filter((text) => text !== null);
  if (present.length === 0) return { name, type: "string", values: texts };
  const found = textTypes.find(
    ({ type, matches }) =>
      // A time without a zone may be of any place: it is only read as UTC when somebody says so.
      present.every(matches) && (!type.startsWith("timestamp") || present.every(hasZone)),
  );
  return found === undefined
    ? { name, type: "string", values: texts }
    : { name, type: found.type, values: parsed(found, texts) };
}

/** A column of the type that was asked for. */
export function textColumn(name: string, type: ColumnType, texts: Texts): TableColumn {
  if (type === "string" || type === "time") return { name, type, values: texts };
  if (type === "decimal") {
    const scale = Math.max(0, ...texts.map((text) => text?.split(".")[1]?.length ?? 0));
    return { name, type, scale, precision: decimalPrecision(name, texts, scale), values: texts };
  }
  if (type === "json")
    return { name, type, values: texts.map((text, row) => (text === null ? null : json(text, name, row))) };
  const known = textTypes.find((candidate) => candidate.type === (type === "float" ? "double" : type));
  if (known === undefined) {
    throw new FunctionError("FUNCTION_INVALID_CSV", `column '${name}': a ${type} cannot be read from CSV`);
  }
  const row = texts.findIndex((text) => text !== null && !known.matches(text));
  if (row < 0) return { name, type, values: parsed(known, texts) };
  throw misfit(name, row, type, texts[row] ?? "");
}

const parsed = ({ parse }: TextType, texts: Texts): unknown[] =>
  texts.map((text) => (text === null ? null : parse(text)));

function json(text: string, name: string, row: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw misfit(name, row, "json", text);
  }
}

const misfit = (name: string, row: number, type: ColumnType, text: string): FunctionError =>
  new FunctionError("FUNCTION_INVALID_CSV", `column '${name}', row ${row}: '${text.slice(0, 40)}' is no ${type}`);
