import type { ApplicationFailure } from "../../failures/application-failure.ts";
import type { TimeoutFailure } from "../../failures/timeout-failure.ts";
import { parseDurationText } from "../../internal/duration-text.ts";

// A failure may be of the official package's classes: they carry the same marks, and some fields in another form.

interface OfficialFields {
  readonly details?: readonly unknown[] | null;
  readonly lastHeartbeatDetails?: unknown;
  /** Milliseconds, or a text such as `'1 minute'`. */
  readonly nextRetryDelay?: number | string | null;
}

export function detailsOf(failure: { readonly details: readonly unknown[] }): readonly unknown[] {
  return (failure as OfficialFields).details ?? [];
}

export function heartbeatDetailsOf(failure: TimeoutFailure): readonly unknown[] {
  const { heartbeatDetails, lastHeartbeatDetails } = failure as Partial<TimeoutFailure>;
  return heartbeatDetails ?? (lastHeartbeatDetails === undefined ? [] : [lastHeartbeatDetails]);
}

/** A text that is no duration leaves the interval to the retry policy: the failure itself matters more. */
export function nextRetryDelayMsOf(failure: ApplicationFailure): number | undefined {
  if (failure.nextRetryDelayMs !== undefined) return failure.nextRetryDelayMs;
  const { nextRetryDelay } = failure as OfficialFields;
  return typeof nextRetryDelay === "string" ? parseDurationText(nextRetryDelay) : (nextRetryDelay ?? undefined);
}
