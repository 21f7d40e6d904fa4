import { isNull, wordsFor, type Part } from "./part.ts";
import type { Problems } from "./problems.ts";

/** What readers share. */
export interface ReadContext {
  readonly problems: Problems;
  /** What is legal, and yet worth a word. */
  readonly remarks: Problems;
  /** Variables that values may refer to. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Turns a part into a value; `undefined` when it is wrong, which the context's problems then say. */
export type Reader<T> = (part: Part, context: ReadContext) => T | undefined;

/** Reports that a part is not what it should be. */
export function refuse(part: Part, { problems }: ReadContext, wanted: string): undefined {
  problems.add("DATAFLOW_INVALID_FIELD", part, `it must be ${wanted}, not ${wordsFor(part)}`);
}

/** Any scalar, as it is written: `id: 5` is the text `5`, and `id: null` the text `null`, as dora reads them. */
export const text: Reader<string> = (part, context) =>
  part.kind === "scalar" && !(isNull(part) && part.text === "") ? part.text : refuse(part, context, "a text");

export const boolean: Reader<boolean> = (part, context) =>
  part.kind === "scalar" && part.plain && typeof part.value === "boolean"
    ? part.value
    : refuse(part, context, "true or false");

/** A number; a text that looks like one is none. */
export const number: Reader<number> = (part, context) =>
  part.kind === "scalar" && part.plain && (typeof part.value === "number" || typeof part.value === "bigint")
    ? Number(part.value)
    : refuse(part, context, "a number");

/** A whole number from 0 to `max`. */
export const count =
  (max: number): Reader<number> =>
  (part, context) => {
    const value = part.kind === "scalar" && part.plain ? part.value : undefined;
    const fits = (typeof value === "bigint" || Number.isInteger(value)) && Number(value) >= 0 && Number(value) <= max;
    const whole = fits && !(part.kind === "scalar" && part.text.includes("."));
    return whole ? Number(value) : refuse(part, context, `a whole number from 0 to ${max}`);
  };

export const oneOf =
  <const Word extends string>(words: readonly Word[]): Reader<Word> =>
  (part, context) => {
    const found = part.kind === "scalar" ? words.find((word) => word === part.text) : undefined;
    return found ?? refuse(part, context, words.map((word) => `'${word}'`).join(" or "));
  };

/** A list; what of it is wrong is left out. */
export const listOf =
  <T>(item: Reader<T>): Reader<readonly T[]> =>
  (part, context) => {
    if (part.kind !== "list") return refuse(part, context, "a list");
    return part.items.flatMap((one) => {
      const value = item(one, context);
      return value === undefined ? [] : [value];
    });
  };

/** A map from names to values of one kind; what of it is wrong is left out. */
export const mapOf =
  <T>(value: Reader<T>, name: Reader<string> = text): Reader<ReadonlyMap<string, T>> =>
  (part, context) => {
    if (part.kind !== "map") return refuse(part, context, "a map");
    const found = new Map<string, T>();
    for (const entry of part.entries.values()) {
      const key = name(entry.key, context);
      const item = value(entry.value, context);
      if (key !== undefined && item !== undefined) found.set(key, item);
    }
    return found;
  };
