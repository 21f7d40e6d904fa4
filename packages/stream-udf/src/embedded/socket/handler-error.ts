import { UdfError } from "../../errors.ts";
import { executionErrorOf } from "../engine/call-failure.ts";

/**
 * Throws what the handler behind a socket threw, as far as the server told: the same code, or the same text. Other
 * errors of the call are thrown as they are.
 */
export function asHandlerError(error: unknown): never {
  const failure = executionErrorOf(error);
  if (failure === undefined) throw error;
  if (failure.code !== undefined) throw new UdfError(failure.code, failure.text, { cause: error });
  throw new Error(failure.text, { cause: error });
}
