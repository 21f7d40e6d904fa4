/** A value or an error, as data. */
export type Result<T, E = unknown> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });

/** Structural: results of other libraries with the same shape count too. */
export const isResult = (value: unknown): value is Result<unknown> =>
  typeof value === "object" &&
  value !== null &&
  "ok" in value &&
  ((value.ok === true && "value" in value) || (value.ok === false && "error" in value));
