import { isError } from "@millrace/protocol";
import { CompleteAsyncError } from "../complete-async-error.ts";
import { ApplicationFailure, type ApplicationFailureOptions } from "../failures/application-failure.ts";
import { CancelledFailure } from "../failures/cancelled-failure.ts";
import { errorTypeOf } from "../failures/error-type.ts";

/** Longer chains of causes are cut. */
const deepest = 12;

/** What was thrown in a thread, without its class: of classes, copying between threads keeps none. */
export type ThrownValue =
  | { readonly kind: "application"; readonly text: ErrorText; readonly options: ApplicationFailureOptions }
  | { readonly kind: "cancelled"; readonly text: ErrorText; readonly details: readonly unknown[] }
  | { readonly kind: "completesLater" }
  | { readonly kind: "error"; readonly text: ErrorText }
  | { readonly kind: "value"; readonly value: unknown };

interface ErrorText {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: ThrownValue | undefined;
}

export function describeThrown(thrown: unknown, depth: number = 0): ThrownValue {
  if (CompleteAsyncError.is(thrown)) return { kind: "completesLater" };
  if (!isError(thrown)) return { kind: "value", value: thrown };
  const text: ErrorText = {
    name: errorTypeOf(thrown) ?? "Error",
    message: String(thrown.message),
    stack: thrown.stack,
    cause: thrown.cause === undefined || depth >= deepest ? undefined : describeThrown(thrown.cause, depth + 1),
  };
  if (thrown instanceof CancelledFailure) return { kind: "cancelled", text, details: thrown.details };
  if (!(thrown instanceof ApplicationFailure)) return { kind: "error", text };
  const { type, nonRetryable, details, nextRetryDelayMs, category } = thrown;
  return { kind: "application", text, options: { type, nonRetryable, details, nextRetryDelayMs, category } };
}

export function rebuildThrown(thrown: ThrownValue): unknown {
  switch (thrown.kind) {
    case "value":
      return thrown.value;
    case "completesLater":
      return new CompleteAsyncError();
    case "application":
      return withText(new ApplicationFailure(thrown.text.message, thrown.options), thrown.text);
    case "cancelled":
      return withText(new CancelledFailure(thrown.text.message, thrown), thrown.text);
    case "error":
      return withText(Object.assign(new Error(thrown.text.message), { name: thrown.text.name }), thrown.text);
  }
}

function withText(error: Error, { stack, cause }: ErrorText): Error {
  if (stack !== undefined) error.stack = stack;
  if (cause !== undefined) error.cause = rebuildThrown(cause);
  return error;
}
