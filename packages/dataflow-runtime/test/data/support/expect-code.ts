import { expect } from "vitest";
import type { DataflowErrorCode } from "../../../src/index.ts";

/** Asserts that a call throws the error with this code, and a message that fits. */
export function expectCode(call: () => unknown, code: DataflowErrorCode, message: RegExp): void {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) as string }));
}
