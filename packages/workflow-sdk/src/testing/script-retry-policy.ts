import type { MessageInitShape } from "@bufbuild/protobuf";
import type { common } from "@millrace/protocol/temporal";
import { toDuration } from "./wire-values.ts";

/** When what failed is tried again; the server fills in what is absent. */
export interface ScriptRetryPolicy {
  /** Default 1 s. */
  readonly initialIntervalMs?: number;
  /** Default 2. */
  readonly backoffCoefficient?: number;
  /** Default 100 initial intervals. */
  readonly maximumIntervalMs?: number;
  /** Default 0: as many as there is time for. */
  readonly maximumAttempts?: number;
  /** Types of failures that end it. Default: none. */
  readonly nonRetryableErrorTypes?: readonly string[];
}

export const toWireRetryPolicy = (
  policy: ScriptRetryPolicy | undefined,
): MessageInitShape<typeof common.RetryPolicySchema> | undefined => {
  if (policy === undefined) return undefined;
  const { backoffCoefficient = 0, maximumAttempts = 0, nonRetryableErrorTypes = [] } = policy;
  return {
    initialInterval: toDuration(policy.initialIntervalMs),
    maximumInterval: toDuration(policy.maximumIntervalMs),
    backoffCoefficient,
    maximumAttempts,
    nonRetryableErrorTypes: [...nonRetryableErrorTypes],
  };
};
