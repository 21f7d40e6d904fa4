import { AssertionError } from "node:assert";
import { MillraceError } from "../errors.ts";

/**
 * Expects a promise to reject, or a function to throw or reject, with the Millrace error of that code, and gives the
 * error for a closer look.
 *
 * @throws an `AssertionError` if there is no error or another one, which is then its `cause`.
 */
export async function expectCode<Code extends string>(
  work: PromiseLike<unknown> | (() => unknown),
  code: Code,
): Promise<MillraceError<Code>> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (MillraceError.is(error, code)) return error;
    throw failure(MillraceError.is(error) ? error.code : String(error), code, error);
  }
  throw failure("no error", code, undefined);
}

function failure(actual: string, expected: string, cause: unknown): AssertionError {
  const error = new AssertionError({ message: `expected the error ${expected}, got ${actual}`, actual, expected });
  if (cause !== undefined) error.cause = cause;
  return error;
}
