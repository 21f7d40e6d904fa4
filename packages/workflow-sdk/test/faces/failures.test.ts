import { describe, expect, test } from "vitest";
import {
  ActivityFailure,
  ApplicationFailure,
  ApplicationFailureCategory,
  CancelledFailure,
  ChildWorkflowFailure,
  ensureApplicationFailure,
  ensureTemporalFailure,
  IllegalStateError,
  NexusOperationFailure,
  RetryState,
  rootCause,
  ServerFailure,
  TemporalFailure,
  TerminatedFailure,
  TimeoutFailure,
  TimeoutType,
  type ApplicationFailureOptions,
  type Duration,
} from "../../src/common-face.ts";
import { DataConverter } from "../../src/data-converter.ts";
import * as own from "../../src/index.ts";

describe("[FACE-9] failures", () => {
  test("are made by the official constructors", () => {
    const cause = new IllegalStateError("not yet");
    const nextRetryDelay: Duration = "2 seconds";
    const options: ApplicationFailureOptions = {
      message: "m",
      type: "T",
      nonRetryable: true,
      details: [1],
      cause,
      nextRetryDelay,
      category: ApplicationFailureCategory.BENIGN,
    };
    const same = {
      message: "m",
      type: "T",
      nonRetryable: true,
      details: [1],
      cause,
      nextRetryDelayMs: 2000,
      category: "BENIGN",
    };
    expect(ApplicationFailure.create(options)).toMatchObject(same);
    expect(new ApplicationFailure("m", "T", true, [1], cause, "2s", "BENIGN")).toMatchObject(same);
    expect(ApplicationFailure.nonRetryable("m", "T", 1)).toMatchObject({ nonRetryable: true, details: [1] });
    expect(ApplicationFailure.retryable(null, null)).toMatchObject({ message: "", type: undefined });
    expect(ApplicationFailure.fromError(new RangeError("r"), { message: "other" })).toMatchObject({
      message: "other",
      type: "RangeError",
    });
    expect(new CancelledFailure("c", ["d"], cause)).toMatchObject({ message: "c", details: ["d"], cause });
    expect(new TerminatedFailure("t", cause)).toMatchObject({ message: "t", cause });
    expect(new ServerFailure("s", true)).toMatchObject({ nonRetryable: true });
    expect(new TimeoutFailure("late", { at: 1 }, TimeoutType.TIMEOUT_TYPE_HEARTBEAT)).toMatchObject({
      timeoutType: "HEARTBEAT",
      lastHeartbeatDetails: { at: 1 },
    });
    const retryState = RetryState.RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED;
    expect(new ActivityFailure("a", "greet", "1", retryState, "me", cause)).toMatchObject({
      activityType: "greet",
      retryState: "MAXIMUM_ATTEMPTS_REACHED",
      identity: "me",
    });
    const execution = { workflowId: "w", runId: "r" };
    expect(new ChildWorkflowFailure("default", execution, "Child", undefined, cause)).toMatchObject({ execution });
  });

  test("are of both faces' classes, also after they travelled", async () => {
    const pairs = [
      [ApplicationFailure, own.ApplicationFailure, ApplicationFailure.create({ message: "m", type: "T" })],
      [CancelledFailure, own.CancelledFailure, new CancelledFailure("c")],
      [TerminatedFailure, own.TerminatedFailure, new TerminatedFailure("t")],
      [ServerFailure, own.ServerFailure, new ServerFailure("s", false)],
      [
        NexusOperationFailure,
        own.NexusOperationFailure,
        new NexusOperationFailure("n", 5, "endpoint", "service", "operation", "token", new Error("cause")),
      ],
      [TimeoutFailure, own.TimeoutFailure, new TimeoutFailure("l", undefined, "START_TO_CLOSE")],
    ] as const;
    const converter = DataConverter.default;
    for (const [official, ours, failure] of pairs) {
      const travelled = await converter.decodeFailure(await converter.encodeFailure(failure));
      for (const one of [failure, travelled]) {
        expect(one).toBeInstanceOf(official);
        expect(one).toBeInstanceOf(ours);
        expect(one).toBeInstanceOf(TemporalFailure);
      }
      expect(travelled.message).toBe(failure.message);
    }
    expect(new own.CancelledFailure("ours")).toBeInstanceOf(CancelledFailure);
    expect(new own.CancelledFailure("ours")).not.toBeInstanceOf(ApplicationFailure);
  });

  test("have a root cause", () => {
    const inner = ApplicationFailure.create({ message: "disk full", cause: new Error("ENOSPC") });
    expect(rootCause(new ActivityFailure("a", "t", "1", undefined, "", inner))).toBe("ENOSPC");
    expect(rootCause(new CancelledFailure("alone"))).toBe("alone");
    expect(rootCause("text")).toBe("text");
    expect(rootCause(7)).toBeUndefined();
  });

  test("are made of whatever was thrown", () => {
    const failure = new CancelledFailure("c");
    expect(ensureTemporalFailure(failure)).toBe(failure);
    expect(ensureTemporalFailure("text")).toMatchObject({ name: "ApplicationFailure", message: "text" });
    expect(ensureApplicationFailure(failure)).toMatchObject({ name: "ApplicationFailure", message: "c" });
  });
});
