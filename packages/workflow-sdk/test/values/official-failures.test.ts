import * as official from "@temporalio/common";
import { failure as wire } from "@millrace/protocol/temporal";
import { describe, expect, test } from "vitest";
import * as sdk from "../../src/index.ts";
import { fromOfficial, toOfficial } from "./official-proto.ts";

const ours = new sdk.DataConverter();
const { defaultPayloadConverter } = official;
const theirs = new official.DefaultFailureConverter();

const readThere = (failure: sdk.ProtoFailure): Error =>
  theirs.failureToError(toOfficial(wire.FailureSchema, failure as wire.Failure), defaultPayloadConverter);

const readHere = (failure: official.ProtoFailure): Promise<Error> =>
  ours.decodeFailure(fromOfficial(wire.FailureSchema, failure));

/** What both SDKs give of a failure: its class, message and fields, and those of its causes. */
function told(error: unknown, names: readonly string[]): unknown {
  if (!(error instanceof Error)) return error;
  const fields = Object.fromEntries(names.map((name) => [name, (error as unknown as Record<string, unknown>)[name]]));
  return { name: error.name, message: error.message, ...fields, cause: told(error.cause, ["type"]) };
}

const execution = { workflowId: "w", runId: "r" };

describe("failures", () => {
  test.each<[string, sdk.TemporalFailure, official.TemporalFailure, readonly string[]]>([
    [
      "ApplicationFailure",
      new sdk.ApplicationFailure("m", { type: "T", nonRetryable: true, details: [1, { a: 2 }], category: "BENIGN" }),
      official.ApplicationFailure.create({
        message: "m",
        type: "T",
        nonRetryable: true,
        details: [1, { a: 2 }],
        category: "BENIGN",
      }),
      ["type", "nonRetryable", "details", "category"],
    ],
    [
      "CancelledFailure",
      new sdk.CancelledFailure("m", { details: ["x"] }),
      new official.CancelledFailure("m", ["x"]),
      ["details"],
    ],
    [
      "TimeoutFailure",
      new sdk.TimeoutFailure("m", { timeoutType: "HEARTBEAT", heartbeatDetails: [7] }),
      new official.TimeoutFailure("m", 7, "HEARTBEAT"),
      ["timeoutType", "lastHeartbeatDetails"],
    ],
    ["TerminatedFailure", new sdk.TerminatedFailure("m"), new official.TerminatedFailure("m"), []],
    [
      "ServerFailure",
      new sdk.ServerFailure("m", { nonRetryable: true }),
      new official.ServerFailure("m", true),
      ["nonRetryable"],
    ],
    [
      "ActivityFailure",
      new sdk.ActivityFailure("m", {
        activityType: "reserve",
        activityId: "5",
        retryState: "TIMEOUT",
        identity: "i",
        cause: sdk.ApplicationFailure.retryable("why", "Why"),
      }),
      new official.ActivityFailure(
        "m",
        "reserve",
        "5",
        "TIMEOUT",
        "i",
        official.ApplicationFailure.retryable("why", "Why"),
      ),
      ["activityType", "activityId", "retryState", "identity"],
    ],
    [
      "ChildWorkflowFailure",
      new sdk.ChildWorkflowFailure("Child Workflow execution failed", {
        namespace: "n",
        execution,
        workflowType: "order",
        retryState: "MAXIMUM_ATTEMPTS_REACHED",
        cause: new sdk.TimeoutFailure("late", { timeoutType: "START_TO_CLOSE" }),
      }),
      new official.ChildWorkflowFailure(
        "n",
        execution,
        "order",
        "MAXIMUM_ATTEMPTS_REACHED",
        new official.TimeoutFailure("late", undefined, "START_TO_CLOSE"),
      ),
      ["namespace", "execution", "workflowType", "retryState"],
    ],
    [
      "NexusOperationFailure",
      new sdk.NexusOperationFailure("m", {
        scheduledEventId: 5,
        endpoint: "e",
        service: "s",
        operation: "o",
        operationToken: "t",
      }),
      new official.NexusOperationFailure("m", 5, "e", "s", "o", "t"),
      ["scheduledEventId", "endpoint", "service", "operation", "operationToken"],
    ],
  ])("[VAL-42] %s is read on both sides", async (_name, own, other, names) => {
    const there = readThere(await ours.encodeFailure(own));
    const here = await readHere(theirs.errorToFailure(other, defaultPayloadConverter));
    expect(plain(told(there, names))).toEqual(plain(told(own, names)));
    expect(plain(told(here, names))).toEqual(plain(told(other, names)));
    expect(there.stack).toBe(own.stack);
    expect(here.stack).toBe(other.stack);
  });

  test("[VAL-42] encoded attributes are read on both sides", async () => {
    const hiding = { encodeCommonAttributes: true };
    const own = new sdk.DataConverter({ failureConverter: new sdk.DefaultFailureConverter(hiding) });
    expect(readThere(await own.encodeFailure(new TypeError("secret")))).toMatchObject({
      message: "secret",
      type: "TypeError",
    });
    const failure = new official.DefaultFailureConverter(hiding).errorToFailure(
      official.ApplicationFailure.nonRetryable("secret", "T"),
      defaultPayloadConverter,
    );
    expect(failure.message).toBe("Encoded failure");
    expect(await readHere(failure)).toMatchObject({ message: "secret", type: "T", nonRetryable: true });
  });

  test("[VAL-42] a delay until the next attempt arrives", async () => {
    const failure = official.ApplicationFailure.create({ message: "m", nextRetryDelay: "1.5 seconds" });
    const here = await readHere(theirs.errorToFailure(failure, defaultPayloadConverter));
    expect(here).toMatchObject({ nextRetryDelayMs: 1500 });
    const again = await ours.encodeFailure(new sdk.ApplicationFailure("m", { nextRetryDelayMs: 1500 }));
    expect(toOfficial(wire.FailureSchema, again as wire.Failure)).toMatchObject({
      applicationFailureInfo: { nextRetryDelay: { nanos: 500_000_000 } },
    });
  });
});

describe("classes", () => {
  test("[VAL-43] an object of one package is an instance of the other's class", () => {
    expect(new sdk.CancelledFailure("m")).toBeInstanceOf(official.CancelledFailure);
    expect(new sdk.CancelledFailure("m")).not.toBeInstanceOf(official.ApplicationFailure);
    expect(official.ApplicationFailure.retryable("m")).toBeInstanceOf(sdk.ApplicationFailure);
    expect(official.ApplicationFailure.retryable("m")).toBeInstanceOf(sdk.TemporalFailure);
    expect(official.ApplicationFailure.retryable("m")).not.toBeInstanceOf(sdk.CancelledFailure);
  });

  test("[VAL-43] code that throws the other package's failures fails as it says", async () => {
    const thrown = official.ApplicationFailure.create({
      message: "m",
      type: "NoStock",
      nonRetryable: true,
      details: [1],
      nextRetryDelay: "1.5 seconds",
    });
    const read = await ours.decodeFailure(await ours.encodeFailure(thrown));
    expect(read).toMatchObject({ type: "NoStock", nonRetryable: true, details: [1], nextRetryDelayMs: 1500 });
    const later = official.ApplicationFailure.create({ nextRetryDelay: 250 });
    expect(await ours.decodeFailure(await ours.encodeFailure(later))).toMatchObject({ nextRetryDelayMs: 250 });
    const bare = new official.CancelledFailure("m", null as never);
    expect(await ours.decodeFailure(await ours.encodeFailure(bare))).toMatchObject({ details: [] });
    const timeout = new official.TimeoutFailure("m", "last", "HEARTBEAT");
    const late = await ours.decodeFailure(await ours.encodeFailure(timeout));
    expect(late).toMatchObject({ timeoutType: "HEARTBEAT", heartbeatDetails: ["last"] });
    // One that came over the wire there keeps a message that only that package reads.
    const received = theirs.failureToError(
      { message: "m", applicationFailureInfo: { type: "T" } },
      defaultPayloadConverter,
    );
    expect(await ours.encodeFailure(received)).toMatchObject({ message: "m", failureInfo: { value: { type: "T" } } });
    const own = await ours.decodeFailure(await ours.encodeFailure(sdk.ApplicationFailure.nonRetryable("m", "T", 1)));
    expect(theirs.errorToFailure(own, defaultPayloadConverter)).toMatchObject({
      message: "m",
      applicationFailureInfo: { type: "T", nonRetryable: true },
    });
  });
});

/** Without the difference between an absent member and an undefined one. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
