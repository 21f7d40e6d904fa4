import { create } from "@bufbuild/protobuf";
import { failure, type common, type enums } from "@millrace/protocol/temporal";
import { sizeOfFailure } from "./sizes.ts";

/** Timeouts say who noticed them. */
const source = "Server";

/** A failure that is kept for the next attempt may be as large as this, in bytes. */
const keptBytes = 4096;

export const serverFailure = (message: string, nonRetryable: boolean = false): failure.Failure =>
  create(failure.FailureSchema, {
    message,
    failureInfo: { case: "serverFailureInfo", value: { nonRetryable } },
  });

export const timeoutFailure = (
  message: string,
  timeoutType: enums.TimeoutType,
  lastHeartbeatDetails?: common.Payloads,
): failure.Failure =>
  create(failure.FailureSchema, {
    message,
    source,
    failureInfo: {
      case: "timeoutFailureInfo",
      value: { timeoutType, lastHeartbeatDetails },
    },
  });

/** The failure, or, if it is large, one that tells its message and no more. */
export function keptFailure(original: failure.Failure): failure.Failure {
  if (sizeOfFailure(original) <= keptBytes) return original;
  const kept = serverFailure("Failure exceeds size limit.");
  kept.cause = create(failure.FailureSchema, {
    message: original.message.slice(0, keptBytes / 2),
    source: original.source,
  });
  return kept;
}
