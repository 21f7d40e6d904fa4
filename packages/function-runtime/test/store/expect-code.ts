import { expect } from "vitest";
import type { FunctionErrorCode } from "../../src/error-table.ts";
import type { FunctionError } from "../../src/errors.ts";

/** That a promise rejects with this code; gives the error. */
export async function expectCode(work: Promise<unknown>, code: FunctionErrorCode): Promise<FunctionError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code });
  return error as FunctionError;
}
