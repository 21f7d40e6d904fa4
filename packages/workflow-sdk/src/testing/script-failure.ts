import type { MessageInitShape } from "@bufbuild/protobuf";
import type { failure } from "@millrace/protocol/temporal";
import { toDuration, toPayloads } from "./wire-values.ts";

/** An application's failure. A text stands for one with that message. */
export interface ScriptFailure {
  readonly message: string;
  /** What retry policies know it by. Default: none. */
  readonly type?: string;
  /** Default `false`. */
  readonly nonRetryable?: boolean;
  /** Default: what the retry policy says. */
  readonly nextRetryDelayMs?: number;
  readonly details?: readonly unknown[];
}

export const toWireFailure = (
  given: ScriptFailure | Error | string,
): MessageInitShape<typeof failure.FailureSchema> => {
  if (given instanceof Error) return toWireFailure({ message: given.message, type: given.name });
  const {
    message,
    type = "",
    nonRetryable = false,
    nextRetryDelayMs,
    details,
  }: ScriptFailure = typeof given === "string" ? { message: given } : given;
  const value = {
    type,
    nonRetryable,
    details: toPayloads(details),
    nextRetryDelay: toDuration(nextRetryDelayMs),
  };
  return { message, failureInfo: { case: "applicationFailureInfo", value } };
};
