import { Code, ConnectError } from "@connectrpc/connect";
import { expect } from "vitest";

/** The error that a call ends in; fails if it ends well, or with something else than a status. */
export async function statusOf(call: () => unknown): Promise<{ readonly code: string; readonly message: string }> {
  try {
    await call();
  } catch (error) {
    expect(error).toBeInstanceOf(ConnectError);
    const { code, rawMessage } = error as ConnectError;
    return { code: Code[code], message: rawMessage };
  }
  throw new Error("the call ended well");
}
