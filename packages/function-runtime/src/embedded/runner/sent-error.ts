import { MillraceError } from "@millrace/protocol";
import { functionErrors, type FunctionErrorCode } from "../../error-table.ts";
import { FunctionError } from "../../errors.ts";
import type { SentError } from "./child-messages.ts";

/** Anything that was thrown, as text that can be sent. */
export function sentErrorOf(thrown: unknown): SentError {
  if (!(thrown instanceof Error)) return { name: "Error", message: describe(thrown) };
  const { name, message } = thrown;
  const stack = stackOf(thrown);
  return {
    name: String(name),
    message: String(message),
    ...(MillraceError.is(thrown) ? { code: thrown.code } : {}),
    ...(stack === undefined ? {} : { stack }),
  };
}

/** The error as this process has it: of the same code, so that it can be told apart here as well. */
export function receivedError({ name, message, code }: SentError): Error {
  if (code !== undefined && Object.hasOwn(functionErrors, code)) {
    return new FunctionError(code as FunctionErrorCode, message.replace(`[${code}] `, ""));
  }
  const error = new Error(message);
  error.name = name;
  return error;
}

const mostCauses = 5;

/** Its stack, then those of its causes: the place of a mistake is often known to the last of them alone. */
function stackOf({ stack, cause }: Error, depth = 0): string | undefined {
  if (typeof stack !== "string") return undefined;
  const further = cause instanceof Error && depth < mostCauses ? stackOf(cause, depth + 1) : undefined;
  return further === undefined ? stack : `${stack}\ncaused by ${further}`;
}

function describe(thrown: unknown): string {
  if (typeof thrown === "string") return thrown;
  try {
    return JSON.stringify(thrown) ?? String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}
