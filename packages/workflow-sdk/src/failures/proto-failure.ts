import type { Payload } from "@millrace/protocol/payload";

/**
 * A failure as it travels: Temporal's message `Failure`. What converters of failures may look at and replace is named
 * here; `failureInfo` says of which kind it is, and is to be handed on as it is.
 */
export interface ProtoFailure {
  readonly $typeName: "temporal.api.failure.v1.Failure";
  readonly message: string;
  /** The SDK that wrote it, such as `TypeScriptSDK`. */
  readonly source: string;
  readonly stackTrace: string;
  /** Message and stack trace as a payload, so that codecs reach them; the two fields tell nothing then. */
  readonly encodedAttributes?: Payload | undefined;
  readonly cause?: ProtoFailure | undefined;
  readonly failureInfo: { readonly case: string | undefined; readonly value?: unknown };
}
