import { MillraceError } from "@millrace/protocol";
import { PipelineError } from "../errors.ts";
import { ExitPipeline } from "../exit-pipeline.ts";
import { messageOf } from "../internal/message-of.ts";
import { isObject } from "../internal/require-parts.ts";
import { stageDefaults, type RetryPolicy } from "../stage-options.ts";

/** What follows a failed attempt. */
export interface RetryDecision {
  /** Milliseconds to wait before the next attempt; `undefined` when there shall be none. */
  readonly delayMs: number | undefined;
  /** What the attempt failed with; where the policy could not be asked, why not. */
  readonly error: unknown;
}

/** Decides about an attempt of `what`, as in `stage 'load'`. A `nonRetryable` that throws ends the attempts. */
export function decideRetry(
  what: string,
  policy: RetryPolicy | undefined,
  attempt: number,
  error: unknown,
): RetryDecision {
  try {
    return { delayMs: retryDelay(policy, attempt, error, Math.random), error };
  } catch (cause) {
    const message = `${what} failed on attempt ${attempt} (${messageOf(error)}), and 'nonRetryable' of its retry threw: ${messageOf(cause)}; make it return true or false`;
    return {
      delayMs: undefined,
      error: new PipelineError("PIPELINE_RETRY_RULE", message, { cause, details: { attempt } }),
    };
  }
}

function retryDelay(
  policy: RetryPolicy | undefined,
  attempt: number,
  error: unknown,
  random: () => number,
): number | undefined {
  if (policy === undefined || attempt >= policy.maxAttempts || ExitPipeline.is(error)) return undefined;
  // What an attempt has read of an iterator is gone for all that follow.
  if (MillraceError.is(error, "PIPELINE_ITERATOR_REUSED")) return undefined;
  if (isNonRetryable(policy.nonRetryable, error)) return undefined;
  const {
    initialMs = stageDefaults.initialMs,
    factor = stageDefaults.factor,
    maxMs = stageDefaults.maxMs,
    jitter = "none",
  } = policy;
  // Nothing grows to nothing, however large the factor; 0 * Infinity is no number.
  const delay = initialMs === 0 ? 0 : Math.min(maxMs, initialMs * factor ** (attempt - 1));
  return jitter === "full" ? random() * delay : delay;
}

function isNonRetryable(rule: RetryPolicy["nonRetryable"], error: unknown): boolean {
  if (rule === undefined) return false;
  if (typeof rule === "function") return rule(error);
  // Node's own errors have codes, too: ENOENT, ECONNRESET.
  const { name, code } = isObject(error) ? (error as { readonly name?: unknown; readonly code?: unknown }) : {};
  return rule.some((entry) => entry === name || entry === code);
}
