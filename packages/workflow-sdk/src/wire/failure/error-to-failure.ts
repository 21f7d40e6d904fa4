import { isError } from "@millrace/protocol";
import { drive, type MaybePromise, type Steps } from "@millrace/protocol/payload";
import type { failure as wire } from "@millrace/protocol/temporal";
import { errorTypeOf } from "../../failures/error-type.ts";
import { TemporalFailure } from "../../failures/temporal-failure.ts";
import { cutStack } from "../../stack-trace.ts";
import { encodeAll, type Conversion } from "../convert-values.ts";
import { wirePayload } from "../payloads.ts";
import { applicationInfo, encodeInfo } from "./encode-info.ts";
import { deepestCause } from "./limits.ts";
import { originalOf } from "./original.ts";

export interface FailureConversion extends Conversion {
  /** Whether message and stack trace go into a payload, which codecs reach. */
  readonly encodeCommonAttributes: boolean;
}

/** Official SDKs of this language call themselves so; readers choose by it how to show a stack trace. */
const source = "TypeScriptSDK";
const hiddenMessage = "Encoded failure";
const notAnError = " (thrown as it is; throw an Error instead, which also tells where it came from)";

/** Whatever was thrown, as a failure. */
export function errorToFailure(error: unknown, conversion: FailureConversion): MaybePromise<wire.Failure> {
  return drive(encode(error, conversion, []));
}

function* encode(error: unknown, conversion: FailureConversion, above: readonly unknown[]): Steps<wire.Failure> {
  const kept = error instanceof TemporalFailure ? originalOf(error) : undefined;
  if (kept !== undefined) return kept;
  const plain = isError(error) ? yield* encodeError(error, conversion, above) : encodeOther(error);
  return conversion.encodeCommonAttributes ? yield* hide(plain, conversion) : plain;
}

function* encodeError(error: Error, conversion: FailureConversion, above: readonly unknown[]): Steps<wire.Failure> {
  const cause = yield* encodeCause(error.cause, conversion, [...above, error]);
  const failureInfo =
    error instanceof TemporalFailure ? yield* encodeInfo(error, conversion) : applicationInfo(errorTypeOf(error));
  return failureMessage({
    message: String(error.message),
    stackTrace: cutStack(error.stack ?? ""),
    failureInfo,
    ...(cause && { cause }),
  });
}

function* encodeCause(
  cause: unknown,
  conversion: FailureConversion,
  above: readonly unknown[],
): Steps<wire.Failure | undefined> {
  if (cause === undefined || cause === null) return undefined;
  if (above.includes(cause)) return undefined;
  if (above.length >= deepestCause) return failureMessage({ message: "further causes are left out", stackTrace: "" });
  return yield* encode(cause, conversion, above);
}

function encodeOther(thrown: unknown): wire.Failure {
  return failureMessage({
    message: textOf(thrown) + notAnError,
    stackTrace: "",
    failureInfo: applicationInfo(undefined),
  });
}

function* hide(failure: wire.Failure, conversion: FailureConversion): Steps<wire.Failure> {
  const { message, stackTrace } = failure;
  const [attributes] = yield* encodeAll([{ message, stack_trace: stackTrace }], conversion);
  return {
    ...failure,
    message: hiddenMessage,
    stackTrace: "",
    ...(attributes && { encodedAttributes: wirePayload(attributes) }),
  };
}

function failureMessage(fields: Pick<wire.Failure, "message" | "stackTrace"> & Partial<wire.Failure>): wire.Failure {
  return { $typeName: "temporal.api.failure.v1.Failure", source, failureInfo: { case: undefined }, ...fields };
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
