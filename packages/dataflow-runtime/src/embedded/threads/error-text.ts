import { dataflowErrors, type DataflowErrorCode } from "../../error-table.ts";
import { DataflowError } from "../../errors.ts";

/** An error as it crosses a thread: structured clone would lose its code. */
export interface ErrorText {
  readonly message: string;
  readonly code?: string;
}

export function errorText(error: unknown): ErrorText {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof DataflowError)) return { message };
  // The other side's error puts the code before the message again.
  return { message: message.replace(`[${error.code}] `, ""), code: error.code };
}

export function errorOf({ message, code }: ErrorText): Error {
  return isCode(code) ? new DataflowError(code, message) : new Error(message);
}

const isCode = (code: string | undefined): code is DataflowErrorCode => code !== undefined && code in dataflowErrors;
