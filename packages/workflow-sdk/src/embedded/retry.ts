import { create } from "@bufbuild/protobuf";
import { common, enums, type failure } from "@millrace/protocol/temporal";
import { msOf, toDuration } from "./engine/time.ts";

const { RetryState, TimeoutType } = enums;

/** Whether and when something that failed is tried again. */
export interface RetryDecision {
  readonly state: enums.RetryState;
  /** How long the next attempt waits; absent if there is none. */
  readonly delayMs?: number;
}

export interface RetryQuestion {
  /** How many attempts were made. */
  readonly attempt: number;
  readonly failure: failure.Failure | undefined;
  readonly nowMs: number;
  /** An attempt that would begin later is not made; `Infinity` for no limit. */
  readonly expiresMs: number;
  /** Whether a delay that the failure asks for may be longer than the policy's longest: activities may, workflows not. */
  readonly delayMayExceedMaximum: boolean;
}

const defaultInitialMs = 1000;
const defaultCoefficient = 2;
const defaultMaximumTimesInitial = 100;
const timeoutTypePrefix = "TemporalTimeout:";
const timeoutTypes = new Map<string, enums.TimeoutType>([
  ["StartToClose", TimeoutType.START_TO_CLOSE],
  ["ScheduleToStart", TimeoutType.SCHEDULE_TO_START],
  ["ScheduleToClose", TimeoutType.SCHEDULE_TO_CLOSE],
  ["Heartbeat", TimeoutType.HEARTBEAT],
]);

/** The policy with a value for everything that it leaves open. */
export function fillRetryPolicy(policy: common.RetryPolicy | undefined): common.RetryPolicy {
  const filled = create(common.RetryPolicySchema, policy && { ...policy });
  const initialMs = msOf(filled.initialInterval) || defaultInitialMs;
  filled.initialInterval = toDuration(initialMs);
  filled.maximumInterval = toDuration(msOf(filled.maximumInterval) || initialMs * defaultMaximumTimesInitial);
  filled.backoffCoefficient ||= defaultCoefficient;
  return filled;
}

/** What is wrong with a policy; nothing if it is fine. */
export function complaintAboutRetryPolicy(policy: common.RetryPolicy): string | undefined {
  if (policy.maximumAttempts === 1) return undefined;
  const initialMs = msOf(policy.initialInterval);
  const maximumMs = msOf(policy.maximumInterval);
  if (initialMs < 0) return "invalid InitialInterval set on retry policy: negative duration";
  if (policy.backoffCoefficient < 1) return "BackoffCoefficient cannot be less than 1 on retry policy.";
  if (maximumMs < 0) return "invalid MaximumInterval set on retry policy: negative duration";
  if (maximumMs > 0 && maximumMs < initialMs) {
    return "MaximumInterval cannot be less than InitialInterval on retry policy.";
  }
  if (policy.maximumAttempts < 0) return "MaximumAttempts cannot be negative on retry policy.";
  for (const type of policy.nonRetryableErrorTypes) {
    const timeout = type.startsWith(timeoutTypePrefix) ? type.slice(timeoutTypePrefix.length) : undefined;
    if (timeout !== undefined && !timeoutTypes.has(timeout)) return `Invalid timeout type value: ${timeout}.`;
  }
  return undefined;
}

/** Decides by a policy that {@link fillRetryPolicy} filled. */
export function decideRetry(policy: common.RetryPolicy, question: RetryQuestion): RetryDecision {
  const { attempt, failure, nowMs, expiresMs, delayMayExceedMaximum } = question;
  if (!isRetryable(failure, policy.nonRetryableErrorTypes)) return { state: RetryState.NON_RETRYABLE_FAILURE };
  if (policy.maximumAttempts > 0 && attempt >= policy.maximumAttempts) {
    return { state: RetryState.MAXIMUM_ATTEMPTS_REACHED };
  }
  const askedMs = askedDelayMs(failure);
  const longestMs = (delayMayExceedMaximum ? askedMs : undefined) ?? (msOf(policy.maximumInterval) || Infinity);
  const steppedMs = msOf(policy.initialInterval) * policy.backoffCoefficient ** (attempt - 1);
  const delayMs = Math.min(askedMs ?? steppedMs, longestMs);
  return nowMs + delayMs > expiresMs ? { state: RetryState.TIMEOUT } : { state: RetryState.IN_PROGRESS, delayMs };
}

function askedDelayMs(failure: failure.Failure | undefined): number | undefined {
  const info = failure?.failureInfo;
  if (info?.case !== "applicationFailureInfo" || info.value.nextRetryDelay === undefined) return undefined;
  return msOf(info.value.nextRetryDelay);
}

function isRetryable(failure: failure.Failure | undefined, nonRetryableTypes: readonly string[]): boolean {
  const info = failure?.failureInfo;
  if (info?.case === "terminatedFailureInfo" || info?.case === "canceledFailureInfo") return false;
  if (info?.case === "timeoutFailureInfo") return isRetryableTimeout(info.value.timeoutType, nonRetryableTypes);
  if (info?.case === "serverFailureInfo") return !info.value.nonRetryable;
  if (info?.case !== "applicationFailureInfo") return true;
  return !info.value.nonRetryable && !nonRetryableTypes.includes(info.value.type);
}

/** Only what the attempt itself took too long for is worth another one. */
function isRetryableTimeout(type: enums.TimeoutType, nonRetryableTypes: readonly string[]): boolean {
  if (type === TimeoutType.START_TO_CLOSE) return !nonRetryableTypes.includes(`${timeoutTypePrefix}StartToClose`);
  if (type === TimeoutType.HEARTBEAT) return !nonRetryableTypes.includes(`${timeoutTypePrefix}Heartbeat`);
  return false;
}
