import type { common } from "@millrace/protocol/temporal";
import { checkRetryPolicy, type RetryPolicy } from "../retry-policy.ts";
import { msOf, optionalDurationOf } from "./time.ts";

const maxInt32 = 2 ** 31 - 1;

/** @throws what {@link checkRetryPolicy} throws. */
export function wireRetryPolicy(policy: RetryPolicy, where?: string): common.RetryPolicy {
  checkRetryPolicy(policy, where);
  const { maximumAttempts = Infinity } = policy;
  return {
    $typeName: "temporal.api.common.v1.RetryPolicy",
    initialInterval: optionalDurationOf(policy.initialIntervalMs),
    backoffCoefficient: policy.backoffCoefficient ?? 0,
    maximumInterval: optionalDurationOf(policy.maximumIntervalMs),
    // On the wire, 0 is unlimited.
    maximumAttempts: maximumAttempts > maxInt32 ? 0 : maximumAttempts,
    nonRetryableErrorTypes: [...(policy.nonRetryableErrorTypes ?? [])],
  };
}

/** What a policy says; members that it leaves to the server are absent. */
export function retryPolicyOf(policy: common.RetryPolicy): RetryPolicy;
export function retryPolicyOf(policy: common.RetryPolicy | undefined): RetryPolicy | undefined;
export function retryPolicyOf(policy: common.RetryPolicy | undefined): RetryPolicy | undefined {
  if (policy === undefined) return undefined;
  const { initialInterval, backoffCoefficient, maximumInterval, maximumAttempts, nonRetryableErrorTypes } = policy;
  return {
    ...(initialInterval && { initialIntervalMs: msOf(initialInterval) }),
    ...(backoffCoefficient !== 0 && { backoffCoefficient }),
    ...(maximumInterval && { maximumIntervalMs: msOf(maximumInterval) }),
    ...(maximumAttempts !== 0 && { maximumAttempts }),
    ...(nonRetryableErrorTypes.length > 0 && { nonRetryableErrorTypes: [...nonRetryableErrorTypes] }),
  };
}
