import { drive, type MaybePromise, type Steps } from "@millrace/protocol/payload";
import type { failure as wire } from "@millrace/protocol/temporal";
import { encodeAll, type Conversion } from "../convert-values.ts";
import { wirePayload } from "../payloads.ts";
import { applicationInfo, encodeInfo } from "./encode-info.ts";
import { deepestCause } from "./limits.ts";
import { readThrown, type Thrown } from "./thrown.ts";

export interface FailureConversion extends Conversion {
  /** Whether message and stack trace go into a payload, which codecs reach. */
  readonly encodeCommonAttributes: boolean;
}

/** Official SDKs of this language call themselves so; readers choose by it how to show a stack trace. */
export const failureSource = "TypeScriptSDK";
const hiddenMessage = "Encoded failure";

/** Whatever was thrown, as a failure. */
export function errorToFailure(error: unknown, conversion: FailureConversion): MaybePromise<wire.Failure> {
  return drive(encode(error, conversion, []));
}

function* encode(error: unknown, conversion: FailureConversion, above: readonly unknown[]): Steps<wire.Failure> {
  const thrown = readThrown(error);
  if (thrown.original !== undefined) return thrown.original;
  const plain = yield* encodeThrown(thrown, conversion, [...above, error]);
  return conversion.encodeCommonAttributes ? yield* hide(plain, conversion) : plain;
}

function* encodeThrown(
  { message, stackTrace, type, cause, failure }: Thrown,
  conversion: FailureConversion,
  above: readonly unknown[],
): Steps<wire.Failure> {
  const encodedCause = yield* encodeCause(cause, conversion, above);
  const failureInfo = failure === undefined ? applicationInfo(type) : yield* encodeInfo(failure, conversion);
  return failureMessage({ message, stackTrace, failureInfo, ...(encodedCause && { cause: encodedCause }) });
}

function* encodeCause(
  cause: unknown,
  conversion: FailureConversion,
  above: readonly unknown[],
): Steps<wire.Failure | undefined> {
  if (cause === undefined || cause === null || above.includes(cause)) return undefined;
  if (above.length >= deepestCause) return failureMessage({ message: "further causes are left out", stackTrace: "" });
  return yield* encode(cause, conversion, above);
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
  return {
    $typeName: "temporal.api.failure.v1.Failure",
    source: failureSource,
    failureInfo: { case: undefined },
    ...fields,
  };
}
