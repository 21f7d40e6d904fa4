import { MillraceError } from "@millrace/protocol";
import { ExitPipeline } from "../exit-pipeline.ts";
import { stageDefaults, type RetryPolicy } from "../stage-options.ts";

/** Milliseconds to wait before the next attempt; `undefined` when there shall be none. */
export function retryDelay(
  policy: RetryPolicy | undefined,
  attempt: number,
  error: unknown,
  random: () => number,
): number | undefined {
  if (policy === undefined || attempt >= policy.maxAttempts || ExitPipeline.is(error)) return undefined;
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
  const name = error instanceof Error ? error.name : undefined;
  return rule.some((entry) => entry === name || MillraceError.is(error, entry));
}
