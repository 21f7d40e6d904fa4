import { isError } from "@millrace/protocol";
import { TemporalFailure } from "../failures/temporal-failure.ts";

/** The message of the innermost cause of a failure; of an error, its own; a text as it is. */
export function rootCause(error: unknown): string | undefined {
  if (error instanceof TemporalFailure) return error.cause === undefined ? error.message : rootCause(error.cause);
  if (isError(error)) return error.message;
  return typeof error === "string" ? error : undefined;
}
