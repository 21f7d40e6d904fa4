import { isError } from "@millrace/protocol";
import type { ActivityCancellation, ActivityCancelReason } from "../../activity-cancellation.ts";
import { CompleteAsyncError } from "../../complete-async-error.ts";
import { ApplicationFailure } from "../../failures/application-failure.ts";
import { CancelledFailure } from "../../failures/cancelled-failure.ts";
import { TemporalFailure } from "../../failures/temporal-failure.ts";

/** How an attempt ended, as the server is told. */
export type Outcome =
  | { readonly kind: "completed"; readonly result: unknown }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "cancelled"; readonly details: readonly unknown[] }
  /** Somebody else completes it, or the server does not know it any more. */
  | { readonly kind: "unreported"; readonly why: string };

const unknownToServer: Outcome = { kind: "unreported", why: "the server does not wait for it any more" };

export function outcomeOfResult(result: unknown, cancellation: ActivityCancellation): Outcome {
  return outcomeAnyway(cancellation) ?? { kind: "completed", result };
}

/**
 * The end of an activity that threw. Throwing what it was cancelled with, or an `AbortError` after it, ends it for that
 * reason; everything else that it throws is its failure, cancelled or not.
 */
export function outcomeOfError(thrown: unknown, cancellation: ActivityCancellation): Outcome {
  const error = readable(thrown);
  if (CompleteAsyncError.is(error)) return { kind: "unreported", why: "somebody else completes it" };
  const anyway = outcomeAnyway(cancellation);
  if (anyway !== undefined) return anyway;
  const stop = isStop(error) ? outcomeOfStop(error, cancellation.reason) : undefined;
  return stop ?? { kind: "failed", error: toApplicationFailure(error) };
}

/** The end of an activity that did as it was asked; nothing, if nobody asked. */
function outcomeOfStop(error: unknown, reason: ActivityCancelReason | undefined): Outcome | undefined {
  if (reason === "CANCELLED") {
    return { kind: "cancelled", details: error instanceof CancelledFailure ? error.details : [] };
  }
  if (reason === "PAUSED") return failedAs("ActivityPause", "the activity is paused");
  if (reason === "RESET") return failedAs("ActivityReset", "the activity is reset");
  // A cancellation would be the end of the activity; a failure is tried again by another worker.
  if (reason === "WORKER_SHUTDOWN") return failedAs("WorkerShutdown", "the worker shut down before the activity ended");
  return undefined;
}

/** What does not depend on what the activity did. */
function outcomeAnyway({ reason, error }: ActivityCancellation): Outcome | undefined {
  // The server times out, and forgets, what the worker has seen time out.
  if (reason === "NOT_FOUND" || reason === "TIMED_OUT") return unknownToServer;
  return reason === "HEARTBEAT_DETAILS_CONVERSION_FAILED" ? { kind: "failed", error: error?.cause } : undefined;
}

/** What was thrown, unless looking at it throws. */
function readable(thrown: unknown): unknown {
  try {
    return isError(thrown) ? (String(thrown.message), String(thrown.name), thrown) : thrown;
  } catch {
    return new ApplicationFailure("the activity threw something that cannot be looked at", { type: "UnreadableError" });
  }
}

const isStop = (error: unknown): boolean =>
  error instanceof CancelledFailure || (isError(error) && error.name === "AbortError");

const failedAs = (type: string, message: string): Outcome => ({
  kind: "failed",
  error: ApplicationFailure.retryable(message, type),
});

/** The server takes nothing but application failures. */
function toApplicationFailure(error: unknown): unknown {
  return error instanceof TemporalFailure ? ApplicationFailure.fromError(error) : error;
}
