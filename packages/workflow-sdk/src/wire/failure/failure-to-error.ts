import { drive, type MaybePromise, type Steps } from "@millrace/protocol/payload";
import type { failure as wire } from "@millrace/protocol/temporal";
import { TemporalFailure } from "../../failures/temporal-failure.ts";
import { decodeReadable, type Conversion } from "../convert-values.ts";
import { decodeInfo } from "./decode-info.ts";
import { deepestCause } from "./limits.ts";
import { keepOriginal } from "./original.ts";

/** A failure as an error, which remembers what it was made from. */
export function failureToError(failure: wire.Failure, conversion: Conversion): MaybePromise<TemporalFailure> {
  return drive(decode(failure, conversion, 0));
}

function* decode(failure: wire.Failure, conversion: Conversion, depth: number): Steps<TemporalFailure> {
  const { message, stackTrace } = yield* commonAttributes(failure, conversion);
  const cause = failure.cause && (yield* decodeCause(failure.cause, conversion, depth + 1));
  const error = yield* decodeInfo(failure.failureInfo, message, cause, conversion);
  error.stack = stackTrace === "" ? `${error.name}: ${message}` : stackTrace;
  keepOriginal(error, failure);
  return error;
}

function* decodeCause(cause: wire.Failure, conversion: Conversion, depth: number): Steps<TemporalFailure> {
  if (depth < deepestCause) return yield* decode(cause, conversion, depth);
  const error = new TemporalFailure("further causes are left out");
  keepOriginal(error, cause);
  return error;
}

/** Message and stack trace, from the payload where they are in one that has the known form. */
function* commonAttributes(
  failure: wire.Failure,
  conversion: Conversion,
): Steps<{ readonly message: string; readonly stackTrace: string }> {
  const { message, stackTrace, encodedAttributes } = failure;
  if (encodedAttributes === undefined) return { message, stackTrace };
  const [attributes] = yield* decodeReadable([encodedAttributes], conversion);
  if (typeof attributes !== "object" || attributes === null) return { message, stackTrace };
  const encoded = attributes as { readonly message?: unknown; readonly stack_trace?: unknown };
  return {
    message: typeof encoded.message === "string" ? encoded.message : message,
    stackTrace: typeof encoded.stack_trace === "string" ? encoded.stack_trace : stackTrace,
  };
}
