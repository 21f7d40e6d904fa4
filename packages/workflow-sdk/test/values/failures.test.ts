import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test, vi } from "vitest";
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  DataConverter,
  NexusHandlerFailure,
  NexusOperationFailure,
  ServerFailure,
  TemporalFailure,
  TerminatedFailure,
  TimeoutFailure,
} from "../../src/index.ts";
import { thereAndBack } from "./there-and-back.ts";

const converter = new DataConverter();

describe("every class of failure", () => {
  const cause = ApplicationFailure.nonRetryable("no stock", "NoStock", { left: 0 });

  test.each<[string, TemporalFailure]>([
    [
      "ApplicationFailure",
      new ApplicationFailure("m", {
        type: "T",
        nonRetryable: true,
        details: [1, { a: "b" }],
        nextRetryDelayMs: 1500.25,
        category: "BENIGN",
        cause,
      }),
    ],
    ["CancelledFailure", new CancelledFailure("m", { details: ["why"], cause })],
    ["TimeoutFailure", new TimeoutFailure("m", { timeoutType: "HEARTBEAT", heartbeatDetails: [1, 2], cause })],
    ["TerminatedFailure", new TerminatedFailure("m", { cause })],
    ["ServerFailure", new ServerFailure("m", { nonRetryable: true, cause })],
    [
      "ActivityFailure",
      new ActivityFailure("m", {
        activityType: "reserve",
        activityId: "7",
        retryState: "MAXIMUM_ATTEMPTS_REACHED",
        identity: "1@host",
        scheduledEventId: 5,
        startedEventId: 6,
        cause,
      }),
    ],
    [
      "ChildWorkflowFailure",
      new ChildWorkflowFailure("m", {
        namespace: "default",
        execution: { workflowId: "w", runId: "r" },
        workflowType: "order",
        retryState: "TIMEOUT",
        initiatedEventId: 8,
        startedEventId: 9,
        cause,
      }),
    ],
    [
      "NexusOperationFailure",
      new NexusOperationFailure("m", {
        scheduledEventId: 5,
        endpoint: "e",
        service: "s",
        operation: "o",
        operationToken: "t",
        cause,
      }),
    ],
    ["NexusHandlerFailure", new NexusHandlerFailure("m", { type: "NOT_FOUND", retryable: false, cause })],
    ["TemporalFailure", new TemporalFailure("m", { cause })],
  ])("[VAL-7] %s comes back with its fields and its cause", async (name, failure) => {
    const back = await thereAndBack(converter, failure);
    expect(back.name).toBe(name);
    expect(back.constructor).toBe(failure.constructor);
    expect(fieldsOf(back)).toEqual(fieldsOf(failure));
    expect(back.message).toBe("m");
    expect(back.cause).toBeInstanceOf(ApplicationFailure);
    expect(back.cause).toMatchObject({
      message: "no stock",
      type: "NoStock",
      nonRetryable: true,
      details: [{ left: 0 }],
    });
    expect(back.stack).toBe(failure.stack);
  });

  test("[VAL-7] what is left out stays left out", async () => {
    const application = await thereAndBack(converter, new ApplicationFailure());
    expect(application).toMatchObject({ message: "", type: undefined, nonRetryable: false, details: [] });
    expect(application).toMatchObject({ nextRetryDelayMs: undefined, category: undefined });
    expect(application.cause).toBeUndefined();
    const activity = await thereAndBack(converter, new ActivityFailure("m", { activityType: "a" }));
    expect(fieldsOf(activity)).toEqual(fieldsOf(new ActivityFailure("m", { activityType: "a" })));
    const timeout = (await thereAndBack(converter, new TimeoutFailure("m"))) as TimeoutFailure;
    expect([timeout.timeoutType, timeout.heartbeatDetails, timeout.lastHeartbeatDetails]).toEqual([
      undefined,
      [],
      undefined,
    ]);
  });

  test("[VAL-7] a workflow that was reset is an application failure of type ResetWorkflow", async () => {
    const failure = await converter.encodeFailure(new TimeoutFailure("m", { heartbeatDetails: ["last"] }));
    const { value } = failure.failureInfo as { readonly value: { readonly lastHeartbeatDetails: unknown } };
    const reset = {
      ...failure,
      failureInfo: {
        case: "resetWorkflowFailureInfo",
        value: { lastHeartbeatDetails: value.lastHeartbeatDetails },
      },
    };
    expect(await converter.decodeFailure(reset)).toMatchObject({ type: "ResetWorkflow", details: ["last"] });
  });
});

describe("ApplicationFailure", () => {
  test("is made retryable or not", () => {
    expect(ApplicationFailure.retryable("m", "T", 1, 2)).toMatchObject({
      type: "T",
      nonRetryable: false,
      details: [1, 2],
    });
    expect(ApplicationFailure.nonRetryable("m")).toMatchObject({ message: "m", type: "Error", nonRetryable: true });
  });

  test("has a stack trace that starts where it was made", () => {
    for (const failure of [ApplicationFailure.retryable("m"), ApplicationFailure.nonRetryable("m")]) {
      expect(failure.stack?.split("\n").slice(0, 2).join("\n")).toMatch(/^ApplicationFailure: m\n.*failures\.test\.ts/);
    }
  });

  test("is made of an error", () => {
    const error = new RangeError("too far", { cause: new Error("why") });
    const failure = ApplicationFailure.fromError(error, { nonRetryable: true });
    expect(failure).toMatchObject({ message: "too far", type: "RangeError", nonRetryable: true, cause: error.cause });
    expect(failure.stack).toBe(error.stack);
    expect(ApplicationFailure.fromError(failure)).toBe(failure);
    expect(ApplicationFailure.fromError(failure, { type: "Other" })).toMatchObject({
      message: "too far",
      type: "Other",
      nonRetryable: true,
    });
    expect(ApplicationFailure.fromError("text")).toMatchObject({ message: "text", type: undefined });
  });

  test("refuses what it does not know", async () => {
    await expectCode(() => new ApplicationFailure("m", { retryable: true } as never), "PROTOCOL_UNKNOWN_OPTION");
    await expectCode(() => new ApplicationFailure("m", { nextRetryDelayMs: -1 }), "PROTOCOL_INVALID_OPTION");
    await expectCode(() => new ApplicationFailure("m", { category: "BAD" as never }), "PROTOCOL_INVALID_OPTION");
  });
});

describe("instanceof", () => {
  test("[VAL-8] knows failures of a second copy of the package, and none of another class", async () => {
    vi.resetModules();
    const second = await import("../../src/index.ts");
    const foreign = second.ApplicationFailure.retryable("m");
    expect(second.TemporalFailure).not.toBe(TemporalFailure);
    expect(foreign).toBeInstanceOf(ApplicationFailure);
    expect(foreign).toBeInstanceOf(TemporalFailure);
    expect(foreign).not.toBeInstanceOf(CancelledFailure);
    expect(await thereAndBack(converter, foreign)).toMatchObject({ type: "Error", message: "m" });
    const received = await thereAndBack(new second.DataConverter(), new Error("m"));
    expect(await converter.encodeFailure(received)).toEqual(await new second.DataConverter().encodeFailure(received));
  });

  test("[VAL-8] a class that users derive has its own instances only", () => {
    class NoMoney extends ApplicationFailure {}
    expect(new NoMoney("m")).toBeInstanceOf(NoMoney);
    expect(new NoMoney("m")).toBeInstanceOf(ApplicationFailure);
    expect(new ApplicationFailure("m")).not.toBeInstanceOf(NoMoney);
  });

  test.each([null, undefined, "text", {}, new Error("plain")])("%o is no failure", (value) => {
    expect(value).not.toBeInstanceOf(TemporalFailure);
  });
});

function fieldsOf(error: Error): unknown {
  return Object.fromEntries(Object.entries(error));
}
