import { DataflowError } from "../errors.ts";
import type { ArrowType } from "./arrow-type.ts";
import { typeText } from "./type-text.ts";
import type { NumericTypedArray } from "./type-values.ts";

/** One slot as a sender writes it. A `Date` fits dates and timestamps, bytes fit `Binary`, a typed array a list; `undefined` is null. */
export type BuildInput =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Date
  | NumericTypedArray
  | readonly BuildInput[]
  | ReadonlyMap<BuildInput, BuildInput>
  | { readonly [field: string]: BuildInput };

export const isNull = (value: BuildInput): value is null | undefined => value === null || value === undefined;

/** The error for a slot that does not fit its type. */
export function misfit(type: ArrowType, value: unknown, index: number): DataflowError {
  const shown = typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : describe(value);
  const message = `slot ${index}: ${shown} does not fit ${typeText(type)}`;
  return new DataflowError("DATAFLOW_INVALID_DATA", message, { details: { index, type: typeText(type) } });
}

function describe(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (value === null || typeof value !== "object") return String(value);
  return Array.isArray(value) ? `an array of ${value.length}` : (value.constructor?.name ?? "an object");
}
