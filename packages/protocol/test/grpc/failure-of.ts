import { ConnectError } from "@connectrpc/connect";
import { expect } from "vitest";

/** What a call fails with. The test fails if it does not, or with something else than a `ConnectError`. */
export async function failureOf(call: Promise<unknown>): Promise<ConnectError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConnectError);
  return error as ConnectError;
}
