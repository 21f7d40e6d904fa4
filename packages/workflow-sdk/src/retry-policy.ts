import { checkNumber, checkOptions } from "@millrace/protocol";
import { WorkflowSdkError } from "./errors.ts";

/** How often and how fast a workflow or an activity is tried again after it failed. */
export interface RetryPolicy {
  /** Milliseconds until the first retry. Server's default 1000. */
  readonly initialIntervalMs?: number;
  /** By what each interval is longer than the one before; at least 1. Server's default 2. */
  readonly backoffCoefficient?: number;
  /** Milliseconds that no interval exceeds. Server's default a hundred times the initial interval. */
  readonly maximumIntervalMs?: number;
  /** All attempts, the first included; 1 says no retries. Default `Infinity`: as long as the timeouts allow. */
  readonly maximumAttempts?: number;
  /** Types of application failures that are not retried. Default none. */
  readonly nonRetryableErrorTypes?: readonly string[];
}

const optionNames = [
  "initialIntervalMs",
  "backoffCoefficient",
  "maximumIntervalMs",
  "maximumAttempts",
  "nonRetryableErrorTypes",
] as const;

/**
 * The rules that the server holds a policy to, checked before it is sent.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_RETRY_POLICY`.
 */
export function checkRetryPolicy(policy: RetryPolicy, where: string = "retryPolicy"): void {
  checkOptions(policy, optionNames, where);
  const { initialIntervalMs, backoffCoefficient, maximumIntervalMs, maximumAttempts } = policy;
  if (backoffCoefficient !== undefined) checkNumber(backoffCoefficient, "backoffCoefficient", where, { min: 1 });
  if (maximumAttempts !== undefined && maximumAttempts !== Infinity)
    checkNumber(maximumAttempts, "maximumAttempts", where, { min: 1, whole: true });
  for (const [name, value] of Object.entries({ initialIntervalMs, maximumIntervalMs })) {
    if (value === undefined) continue;
    checkNumber(value, name, where, { min: 0 });
    if (value === 0 || value === Infinity) throw invalid(`${where}: '${name}' must be above 0 and finite`);
  }
  if (maximumIntervalMs !== undefined && maximumIntervalMs < (initialIntervalMs ?? 1000))
    throw invalid(`${where}: 'maximumIntervalMs' must not be below the initial interval, which is 1000 by default`);
  checkTypes(policy.nonRetryableErrorTypes, where);
}

function checkTypes(types: unknown, where: string): void {
  if (types === undefined || (Array.isArray(types) && types.every((type) => typeof type === "string"))) return;
  throw invalid(`${where}: 'nonRetryableErrorTypes' must be a list of strings`);
}

function invalid(message: string): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_INVALID_RETRY_POLICY", message);
}
