import type { SourcePlace } from "./problem.ts";

/** A part of a document, from YAML or from a plain object: its value, and where it stands. */
export type Part = ScalarPart | ListPart | MapPart;

interface PartBase extends SourcePlace {
  /** `nodes[0].inputs.image`; empty for the whole document. */
  readonly field: string;
}

export interface ScalarPart extends PartBase {
  readonly kind: "scalar";
  readonly value: string | number | bigint | boolean | null;
  /** As it is written, without quotes. */
  readonly text: string;
  /** Whether it is written without quotes, so that its text decides its type. */
  readonly plain: boolean;
  /** A tag of the document's own, such as `!mine`. */
  readonly tag?: string;
}

export interface ListPart extends PartBase {
  readonly kind: "list";
  readonly items: readonly Part[];
}

export interface MapPart extends PartBase {
  readonly kind: "map";
  /** In the order of the document; the last of a key's values. */
  readonly entries: ReadonlyMap<string, MapEntry>;
  /** Keys that are written again. */
  readonly repeated: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: ScalarPart;
  readonly value: Part;
}

export const fieldOf = (parent: string, key: string | number): string =>
  typeof key === "number" ? `${parent}[${key}]` : parent === "" ? key : `${parent}.${key}`;

export const isNull = (part: Part): boolean => part.kind === "scalar" && part.plain && part.value === null;

/** What a message calls a value. */
export function wordsFor(part: Part): string {
  if (part.kind !== "scalar") return part.kind === "list" ? "a list" : "a map";
  if (part.plain && part.value === null) return "nothing";
  const text = part.text.length > 40 ? `${part.text.slice(0, 40)}…` : part.text;
  return part.plain && typeof part.value !== "string" ? text : `the text '${text}'`;
}

/** The part as plain data. */
export function plainOf(part: Part): unknown {
  switch (part.kind) {
    case "scalar":
      return part.value;
    case "list":
      return part.items.map(plainOf);
    case "map":
      return Object.fromEntries([...part.entries].map(([key, { value }]) => [key, plainOf(value)]));
  }
}
