/** A metadata parameter as the wire has it: whole numbers and floats are different kinds there. */
export type TypedParameter =
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "integer"; readonly value: number | bigint }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "listInteger"; readonly value: readonly (number | bigint)[] }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "listFloat"; readonly value: readonly number[] }
  | { readonly kind: "listString"; readonly value: readonly string[] }
  /** RFC 3339 with up to nanoseconds, kept as text so that it is forwarded unchanged. */
  | { readonly kind: "timestamp"; readonly value: string };

/** A parameter as a receiver sees it: whole numbers beyond 2^53 are `bigint`, timestamps are `Date` (cut to ms). */
export type ParameterValue =
  | boolean
  | number
  | bigint
  | string
  | Date
  | readonly (number | bigint)[]
  | readonly string[];

/** A parameter whose kind on the wire is fixed; made by {@link f64} and {@link i64}, and by `metadata.forward()`. */
export class ExactParameter {
  readonly typed: TypedParameter;
  constructor(typed: TypedParameter) {
    this.typed = typed;
  }
}

/** Says that a number is a float although it is whole, as `f64(2)`, or that a list is of floats. */
export function f64(value: number | readonly number[]): ExactParameter {
  return new ExactParameter(
    typeof value === "number" ? { kind: "float", value } : { kind: "listFloat", value: [...value] },
  );
}

/** Says that a list is of whole numbers although it is empty, as `i64([])`; other whole numbers are integers anyway. */
export function i64(value: number | bigint | readonly (number | bigint)[]): ExactParameter {
  return new ExactParameter(
    typeof value === "object" ? { kind: "listInteger", value: [...value] } : { kind: "integer", value },
  );
}

/**
 * What a sender may give as a parameter. Whole numbers within ±2^53 and bigints within 64 bits become integers, other
 * numbers floats; a list is of integers when all of its numbers are whole, and of text when it is empty, as in dora's
 * Python. A `Date` becomes a timestamp. See {@link f64} and {@link i64} for what this cannot say.
 */
export type ParameterInput = ParameterValue | ExactParameter;
