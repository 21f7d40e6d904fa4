import { Code, ConnectError } from "@connectrpc/connect";
import { ManualClock } from "@millrace/protocol";
import type { Payload, PayloadCodec } from "@millrace/protocol/payload";
import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { activity, CancelledFailure, DataConverter } from "../../src/index.ts";
import { eventually } from "./support/eventually.ts";
import { startWorker, taskServer } from "./support/task-server.ts";

/** An activity that goes on until the test lets it end. */
function held(): { until: Promise<void>; release: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { until: promise, release: resolve };
}

const heartbeatTimeout = { seconds: 10n, nanos: 0 };

describe("heartbeats", () => {
  test("[SEED-20] [WRK-10] go out at once and then as often as the timeout wants, the last details winning", async () => {
    const clock = new ManualClock();
    await using server = await taskServer();
    const { until, release } = held();
    const step = held();
    await using _ = await startWorker(server, {
      clock,
      activities: {
        async beat() {
          activity.heartbeat("first", 1);
          activity.heartbeat("second");
          const progress = { done: 2 };
          activity.heartbeat(progress);
          progress.done = 99;
          step.release();
          await until;
          return "done";
        },
      },
    });
    const task = await server.schedule("beat", [], { heartbeatTimeout });
    await step.until;
    await server.heartbeatCount(1);
    await clock.advance(7_999);
    expect(await server.heartbeats()).toEqual([["first", 1]]);
    await eventually(async () => {
      await clock.advance(1);
      expect(await server.heartbeats()).toHaveLength(2);
    });
    // Converted when they were given: what becomes of the object later is not told.
    expect(await server.heartbeats()).toEqual([["first", 1], [{ done: 2 }]]);
    release();
    expect(await task.report).toEqual({ kind: "completed", result: ["done"] });
  });

  test("[WRK-10] details that were not sent yet go along with a failure", async () => {
    await using server = await taskServer();
    await using _ = await startWorker(server, {
      activities: {
        beat() {
          activity.heartbeat("sent");
          activity.heartbeat("not", "sent");
          throw new Error("broken");
        },
      },
    });
    const task = await server.schedule("beat", [], { heartbeatTimeout });
    expect(await task.report).toMatchObject({ kind: "failed", lastHeartbeat: ["not", "sent"] });
  });

  test("[WRK-10] details that were not sent yet are sent before a cancellation is reported", async () => {
    const recordActivityTaskHeartbeat = (): object => ({ cancelRequested: true });
    await using server = await taskServer({ handlers: { recordActivityTaskHeartbeat } });
    await using _ = await startWorker(server, {
      activities: {
        async beat() {
          activity.heartbeat(1);
          activity.heartbeat(2);
          await activity.info().cancellation.catch(() => activity.heartbeat(3));
          throw activity.info().signal.reason;
        },
      },
    });
    const task = await server.schedule("beat", [], { heartbeatTimeout });
    expect(await task.report).toEqual({ kind: "cancelled", details: [] });
    expect(await server.heartbeats()).toEqual([[1], [3]]);
    const methods = server.calls.map(({ method }) => method);
    expect(methods.lastIndexOf("recordActivityTaskHeartbeat")).toBeLessThan(
      methods.indexOf("respondActivityTaskCanceled"),
    );
  });

  test("[WRK-19] after the end of the activity do nothing", async () => {
    await using server = await taskServer();
    const late = held();
    const over = held();
    await using _ = await startWorker(server, {
      activities: {
        leaky() {
          void late.until.then(() => activity.heartbeat(() => "not even converted")).then(over.release);
        },
      },
    });
    await (
      await server.schedule("leaky")
    ).report;
    late.release();
    await over.until;
    expect(await server.heartbeats()).toEqual([]);
  });

  test("[WRK-10] that are not recorded are logged, and the next one is sent", async () => {
    const clock = new ManualClock();
    const logger = memoryLogger();
    let calls = 0;
    const recordActivityTaskHeartbeat = (): object => {
      if (calls++ === 0) throw new ConnectError("odd", Code.InvalidArgument);
      return {};
    };
    await using server = await taskServer({ handlers: { recordActivityTaskHeartbeat } });
    const { until, release } = held();
    await using _ = await startWorker(server, {
      clock,
      logger,
      activities: {
        async beat() {
          activity.heartbeat(1);
          activity.heartbeat(2);
          await until;
          return activity.info().cancelled;
        },
      },
    });
    const task = await server.schedule("beat", [], { heartbeatTimeout });
    await eventually(() => expect(logger.find("could not be recorded")).toBeDefined());
    await eventually(async () => {
      await clock.advance(1_000);
      expect(await server.heartbeats()).toHaveLength(2);
    });
    release();
    expect(await task.report).toEqual({ kind: "completed", result: [false] });
  });
});

describe("the answer to a heartbeat", () => {
  const answers = { cancelRequested: true, activityPaused: true, activityReset: true };
  test.each([
    ["CANCELLED", answers, "cancelled"],
    ["CANCELLED", { cancelRequested: true }, "cancelled"],
    ["RESET", { activityPaused: true, activityReset: true }, "ActivityReset"],
    ["PAUSED", { activityPaused: true }, "ActivityPause"],
  ])("[SEED-22] [WRK-11] cancels as %s for %j, and the activity ends by it", async (reason, answer, end) => {
    await using server = await taskServer({ handlers: { recordActivityTaskHeartbeat: () => answer } });
    let seen: unknown;
    await using _ = await startWorker(server, {
      activities: {
        async beat() {
          activity.heartbeat();
          const error: unknown = await activity.info().cancellation.catch((caught: unknown) => caught);
          seen = { error, ...activity.info().cancellationDetails };
          throw error;
        },
      },
    });
    const report = await (await server.schedule("beat")).report;
    expect(seen).toMatchObject({
      error: { message: reason },
      cancelRequested: "cancelRequested" in answer,
      paused: "activityPaused" in answer,
      reset: "activityReset" in answer,
    });
    const failed = { kind: "failed", failure: { failureInfo: { value: { type: end, nonRetryable: false } } } };
    expect(report).toMatchObject(end === "cancelled" ? { kind: "cancelled", details: [] } : failed);
  });

  test("[WRK-14] an activity that throws something else after its cancellation has failed with that", async () => {
    await using server = await taskServer({
      handlers: { recordActivityTaskHeartbeat: () => ({ cancelRequested: true }) },
    });
    await using _ = await startWorker(server, {
      activities: {
        beat() {
          activity.heartbeat();
          return activity.info().cancellation.catch((cause: unknown) => {
            throw new Error("someone cancelled me!", { cause });
          });
        },
      },
    });
    const failure = { message: "someone cancelled me!", cause: { message: "CANCELLED" } };
    expect(await (await server.schedule("beat")).report).toMatchObject({ kind: "failed", failure });
  });

  test.each([
    ["the reason with details of its own", () => new CancelledFailure("stopped", { details: ["at", 7] }), ["at", 7]],
    ["an AbortError, as Node's functions do", () => new DOMException("aborted", "AbortError"), []],
  ])("[SEED-22] [WRK-14] an activity that throws %s has ended as cancelled", async (_, thrown, details) => {
    await using server = await taskServer({
      handlers: { recordActivityTaskHeartbeat: () => ({ cancelRequested: true }) },
    });
    await using _worker = await startWorker(server, {
      activities: {
        beat() {
          activity.heartbeat();
          return activity.info().cancellation.catch(() => {
            throw thrown();
          });
        },
      },
    });
    expect(await (await server.schedule("beat")).report).toEqual({ kind: "cancelled", details });
  });

  test("[WRK-12] NOT_FOUND cancels, and how the activity ends is not reported", async () => {
    await using server = await taskServer();
    const reasons: string[] = [];
    const forgotten = held();
    await using _ = await startWorker(server, {
      maxConcurrentActivities: 1,
      activities: {
        async beat() {
          await forgotten.until;
          activity.heartbeat();
          await activity.info().cancellation.catch((error: Error) => reasons.push(error.message));
          activity.heartbeat("in vain");
          return "a result";
        },
        next: () => "next",
      },
    });
    const task = await server.schedule("beat");
    await eventually(() => expect(task.given).toBe(1));
    task.forget();
    forgotten.release();
    expect(await (await server.schedule("next")).report).toEqual({ kind: "completed", result: ["next"] });
    expect(reasons).toEqual(["NOT_FOUND"]);
    expect(server.requests("respondActivityTaskCompleted")).toHaveLength(1);
    expect(await server.heartbeats()).toEqual([[]]);
  });
});

describe("details that cannot be sent", () => {
  test("[WRK-20] are refused at once where their converter does not take them, and the activity may go on", async () => {
    await using server = await taskServer();
    await using _ = await startWorker(server, {
      activities: {
        async beat() {
          await expectCode(() => activity.heartbeat(Symbol("x")), "PROTOCOL_NO_CONVERTER");
          return activity.info().cancelled;
        },
      },
    });
    expect(await (await server.schedule("beat")).report).toEqual({ kind: "completed", result: [false] });
  });

  test("[WRK-20] fail and cancel the activity where it is a codec that fails", async () => {
    const failing: PayloadCodec = {
      encode: () => Promise.reject(new Error("no key")),
      decode: (payloads) => payloads,
    };
    const dataConverter = new DataConverter({ codecs: [failing] });
    await using server = await taskServer();
    await using _ = await startWorker(
      { ...server, client: { ...server.client, dataConverter } },
      {
        activities: {
          async beat() {
            activity.heartbeat(1);
            await activity.info().cancellation;
          },
        },
      },
    );
    const report = await (await server.schedule("beat")).report;
    expect(report).toMatchObject({
      failure: { failureInfo: { value: { type: "HeartbeatDetailsConversionFailed", nonRetryable: false } } },
    });
  });
});

test("[WRK-20] codecs see heartbeats and the result in their order, and where they belong", async () => {
  const seen: unknown[] = [];
  let slow = 20;
  const codec: PayloadCodec = {
    async encode(payloads: readonly Payload[], context) {
      // The later ones are faster.
      await new Promise((resolve) => setTimeout(resolve, (slow -= 10)));
      seen.push([...payloads.map(({ data }) => new TextDecoder().decode(data)), context]);
      return payloads;
    },
    decode: (payloads) => payloads,
  };
  const dataConverter = new DataConverter({ codecs: [codec] });
  await using server = await taskServer({
    handlers: { recordActivityTaskHeartbeat: () => ({ cancelRequested: true }) },
  });
  await using _ = await startWorker(
    { ...server, client: { ...server.client, dataConverter } },
    {
      activities: {
        beat() {
          activity.heartbeat("one");
          activity.heartbeat("two");
          return activity.info().cancellation.catch((error: unknown) => Promise.reject(error as Error));
        },
      },
    },
  );
  expect(await (await server.schedule("beat")).report).toMatchObject({ kind: "cancelled" });
  const context = { type: "activity", namespace: "default", activityId: "id-1", isLocal: false };
  expect(seen).toEqual([
    ['"one"', context],
    ['"two"', context],
  ]);
});
