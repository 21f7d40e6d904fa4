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

/** Says that a number is a float although it is whole, as `f64(2)`, or that a list is of floats. */
export class F64 {
  readonly value: number | readonly number[];
  constructor(value: number | readonly number[]) {
    this.value = value;
  }
}
export const f64 = (value: number | readonly number[]): F64 => new F64(value);

/** What a sender may give as a parameter; whole numbers become integers, other numbers floats, see {@link f64}. */
export type ParameterInput = ParameterValue | F64;
