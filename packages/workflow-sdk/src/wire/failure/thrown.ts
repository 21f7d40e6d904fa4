import { isError } from "@millrace/protocol";
import type { failure as wire } from "@millrace/protocol/temporal";
import { errorTypeOf } from "../../failures/error-type.ts";
import { TemporalFailure } from "../../failures/temporal-failure.ts";
import { cutStack } from "../../stack-trace.ts";
import { originalOf } from "./original.ts";

/** What is to be told of something that was thrown. */
export interface Thrown {
  readonly message: string;
  readonly stackTrace: string;
  readonly type: string | undefined;
  readonly cause: unknown;
  /** It itself, if it is one. */
  readonly failure: TemporalFailure | undefined;
  /** The message that it was made from, if it came from the wire. */
  readonly original: wire.Failure | undefined;
}

const notAnError = " (thrown as it is; throw an Error instead, which also tells where it came from)";

/** Reads whatever was thrown. Code may throw what throws when it is looked at; then little is told. */
export function readThrown(thrown: unknown): Thrown {
  try {
    return isError(thrown) ? readError(thrown) : asText(textOf(thrown) + notAnError);
  } catch {
    return asText(`something that cannot be read${notAnError}`);
  }
}

function readError(error: Error): Thrown {
  const failure = error instanceof TemporalFailure ? error : undefined;
  return {
    message: String(error.message),
    stackTrace: cutStack(String(error.stack ?? "")),
    type: errorTypeOf(error),
    cause: error.cause,
    failure,
    original: failure && originalOf(failure),
  };
}

function asText(message: string): Thrown {
  return { message, stackTrace: "", type: undefined, cause: undefined, failure: undefined, original: undefined };
}

function textOf(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) return String(thrown);
  try {
    const text: unknown = JSON.stringify(thrown);
    if (typeof text === "string") return text;
  } catch {
    // What JSON refuses is told by its kind.
  }
  return Object.prototype.toString.call(thrown);
}
