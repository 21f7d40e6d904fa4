import { checkOptions } from "@millrace/protocol";
import type { RetryPolicy as CoreRetryPolicy } from "../retry-policy.ts";
import { defined } from "./defined.ts";
import { optionalMs, type Duration } from "./duration.ts";

/** How often and how fast something is tried again after it failed. */
export interface RetryPolicy {
  /** Default 2. */
  readonly backoffCoefficient?: number;
  /** Default 1 second. */
  readonly initialInterval?: Duration;
  /** All attempts, the first included. Default `Infinity`. */
  readonly maximumAttempts?: number;
  /** Default a hundred times the initial interval. */
  readonly maximumInterval?: Duration;
  readonly nonRetryableErrorTypes?: readonly string[];
}

const names = [
  "backoffCoefficient",
  "initialInterval",
  "maximumAttempts",
  "maximumInterval",
  "nonRetryableErrorTypes",
] as const;

export function coreRetryPolicy(policy: RetryPolicy | undefined): CoreRetryPolicy | undefined {
  if (policy === undefined) return undefined;
  checkOptions(policy, names, "retry");
  const { initialInterval, maximumInterval, ...same } = policy;
  return defined({
    ...same,
    initialIntervalMs: optionalMs(initialInterval, "initialInterval"),
    maximumIntervalMs: optionalMs(maximumInterval, "maximumInterval"),
  });
}

export function officialRetryPolicy(policy: CoreRetryPolicy | undefined): RetryPolicy | undefined {
  if (policy === undefined) return undefined;
  const { initialIntervalMs, maximumIntervalMs, ...same } = policy;
  return defined({ ...same, initialInterval: initialIntervalMs, maximumInterval: maximumIntervalMs });
}
