import { create } from "@bufbuild/protobuf";
import { common, enums, failure, type failure as failures } from "@millrace/protocol/temporal";
import { describe, expect, test } from "vitest";
import { complaintAboutRetryPolicy, decideRetry, fillRetryPolicy } from "../../src/embedded/retry.ts";
import { seconds } from "./support/commands.ts";

const { RetryState, TimeoutType } = enums;

type Info = failures.Failure["failureInfo"];

const policy = (init: Parameters<typeof create<typeof common.RetryPolicySchema>>[1] = {}): common.RetryPolicy =>
  fillRetryPolicy(create(common.RetryPolicySchema, init));

const decide = (
  by: common.RetryPolicy,
  attempt: number,
  info: Info = { case: undefined },
  more: { readonly expiresMs?: number; readonly delayMayExceedMaximum?: boolean } = {},
): ReturnType<typeof decideRetry> =>
  decideRetry(by, {
    attempt,
    failure: { ...create(failure.FailureSchema), failureInfo: info },
    nowMs: 0,
    expiresMs: Infinity,
    delayMayExceedMaximum: true,
    ...more,
  });

const application = (init: object): Info => ({
  case: "applicationFailureInfo",
  value: create(failure.ApplicationFailureInfoSchema, init),
});
const timeout = (timeoutType: enums.TimeoutType): Info => ({
  case: "timeoutFailureInfo",
  value: create(failure.TimeoutFailureInfoSchema, { timeoutType }),
});

describe("what a policy leaves open", () => {
  test("[ENG-60] an empty one: a second, twice as long each time, up to a hundred seconds, for ever", () => {
    expect(policy()).toMatchObject({
      initialInterval: { seconds: 1n },
      maximumInterval: { seconds: 100n },
      backoffCoefficient: 2,
      maximumAttempts: 0,
    });
    expect(policy({ initialInterval: seconds(3) })).toMatchObject({ maximumInterval: { seconds: 300n } });
  });

  test.each([
    [{ backoffCoefficient: 0.5 }, "BackoffCoefficient cannot be less than 1 on retry policy."],
    [{ initialInterval: seconds(-1) }, "invalid InitialInterval set on retry policy: negative duration"],
    [
      { initialInterval: seconds(2), maximumInterval: seconds(1) },
      "MaximumInterval cannot be less than InitialInterval on retry policy.",
    ],
    [{ maximumAttempts: -1 }, "MaximumAttempts cannot be negative on retry policy."],
    [{ nonRetryableErrorTypes: ["TemporalTimeout:Never"] }, "Invalid timeout type value: Never."],
    [{ maximumAttempts: 1, backoffCoefficient: 0.5 }, undefined],
    [{ nonRetryableErrorTypes: ["TemporalTimeout:Heartbeat", "Oops"] }, undefined],
  ])("[ENG-60] what is wrong with it (%#)", (init, complaint) => {
    expect(complaintAboutRetryPolicy(policy(init))).toBe(complaint);
  });
});

describe("what is decided", () => {
  test("[ENG-61] the waits grow up to the longest", () => {
    const by = policy({ initialInterval: seconds(1), backoffCoefficient: 3, maximumInterval: seconds(10) });
    expect([1, 2, 3, 4].map((attempt) => decide(by, attempt).delayMs)).toEqual([1000, 3000, 9000, 10_000]);
    expect(decide(by, 5000).delayMs).toBe(10_000);
  });

  test("[ENG-61] so many attempts and no more, and none that would come too late", () => {
    const by = policy({ maximumAttempts: 3 });
    expect(decide(by, 2)).toEqual({ state: RetryState.IN_PROGRESS, delayMs: 2000 });
    expect(decide(by, 3)).toEqual({ state: RetryState.MAXIMUM_ATTEMPTS_REACHED });
    expect(decide(by, 2, undefined, { expiresMs: 2000 }).state).toBe(RetryState.IN_PROGRESS);
    expect(decide(by, 2, undefined, { expiresMs: 1999 })).toEqual({ state: RetryState.TIMEOUT });
  });

  test("[ENG-61] a failure may ask for its own wait; of workflows no longer than the policy's longest", () => {
    const by = policy({ maximumInterval: seconds(5) });
    const asks = application({ nextRetryDelay: seconds(60) });
    expect(decide(by, 1, asks).delayMs).toBe(60_000);
    expect(decide(by, 1, asks, { delayMayExceedMaximum: false }).delayMs).toBe(5000);
  });

  test.each<[string, Info, boolean]>([
    ["an ordinary failure", application({ type: "Other" }), true],
    ["one of a listed type", application({ type: "Oops" }), false],
    ["one that says so", application({ nonRetryable: true }), false],
    ["a cancellation", { case: "canceledFailureInfo", value: create(failure.CanceledFailureInfoSchema) }, false],
    ["a termination", { case: "terminatedFailureInfo", value: create(failure.TerminatedFailureInfoSchema) }, false],
    ["one of the server", { case: "serverFailureInfo", value: create(failure.ServerFailureInfoSchema) }, true],
    ["an attempt that took too long", timeout(TimeoutType.START_TO_CLOSE), true],
    ["a heart that stopped, which is listed", timeout(TimeoutType.HEARTBEAT), false],
    ["an end that came", timeout(TimeoutType.SCHEDULE_TO_CLOSE), false],
  ])("[ENG-62] %s", (_, info, isRetried) => {
    const by = policy({ nonRetryableErrorTypes: ["Oops", "TemporalTimeout:Heartbeat"] });
    const { NON_RETRYABLE_FAILURE, IN_PROGRESS } = RetryState;
    expect(decide(by, 1, info).state).toBe(isRetried ? IN_PROGRESS : NON_RETRYABLE_FAILURE);
  });
});
