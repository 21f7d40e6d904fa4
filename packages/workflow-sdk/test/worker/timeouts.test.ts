import { ManualClock } from "@millrace/protocol";
import { memoryLogger } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { activity } from "../../src/index.ts";
import { eventually } from "./support/eventually.ts";
import { startWorker, taskServer } from "./support/task-server.ts";

test.each([
  ["start-to-close", { startToCloseTimeout: { seconds: 10n, nanos: 0 } }, 15_000],
  ["heartbeat", { heartbeatTimeout: { seconds: 3n, nanos: 0 } }, 8_000],
])(
  "[WRK-13] the worker's own watch over the %s timeout acts five seconds late, and frees the slot",
  async (_, task, ms) => {
    const clock = new ManualClock();
    const logger = memoryLogger();
    await using server = await taskServer();
    const seen: unknown[] = [];
    await using _worker = await startWorker(server, {
      clock,
      logger,
      maxConcurrentActivities: 1,
      activities: {
        hang: () =>
          new Promise<string>((resolve) => {
            const { signal } = activity.info();
            signal.addEventListener("abort", () => {
              seen.push((signal.reason as Error).message, activity.info().cancellationDetails);
              resolve("too late");
            });
            activity.logger().info({}, "hangs");
          }),
        next: () => "next",
      },
    });
    const hanging = await server.schedule("hang", [], task);
    await eventually(() => expect(logger.find("hangs")).toBeDefined());
    const next = await server.schedule("next");
    await clock.advance(ms - 1);
    expect([seen, next.given]).toEqual([[], 0]);
    await clock.advance(1);
    expect(await next.report).toEqual({ kind: "completed", result: ["next"] });
    expect(seen).toEqual([
      "TIMED_OUT",
      { cancelRequested: false, notFound: true, timedOut: true, paused: false, reset: false, workerShutdown: false },
    ]);
    expect(logger.find("has timed out")).toMatchObject({ level: "warn", fields: { activityType: "hang" } });
    expect(hanging.given).toBe(1);
    // What the server has timed out by now is not reported to it.
    expect(server.calls.filter(({ method }) => method.startsWith("respond"))).toHaveLength(1);
  },
);

test("[WRK-13] a heartbeat that is recorded begins the heartbeat timeout anew", async () => {
  const clock = new ManualClock();
  const logger = memoryLogger();
  await using server = await taskServer();
  const end = Promise.withResolvers<string>();
  await using _ = await startWorker(server, {
    clock,
    logger,
    activities: {
      beat: () => {
        activity.heartbeat(1);
        activity.heartbeat(2);
        return end.promise;
      },
      other: () => 1,
    },
  });
  const task = await server.schedule("beat", [], { heartbeatTimeout: { seconds: 3n, nanos: 0 } });
  await server.heartbeatCount(1);
  await clock.advance(2_400);
  await eventually(async () => {
    await clock.advance(0);
    expect(await server.heartbeats()).toHaveLength(2);
  });
  // What the server answers later arrives later: by now the worker knows that both are recorded.
  await (
    await server.schedule("other")
  ).report;
  await clock.advance(7_999);
  expect(logger.find("has timed out")).toBeUndefined();
  await clock.advance(1);
  expect(logger.find("has timed out")).toMatchObject({ fields: { activityType: "beat", timeout: "heartbeat" } });
  end.resolve("too late");
  expect(task.given).toBe(1);
});

test("[WRK-13] the answer to a heartbeat that comes after the end begins no timeout", async () => {
  const clock = new ManualClock();
  const logger = memoryLogger();
  const answer = Promise.withResolvers<object>();
  await using server = await taskServer({ handlers: { recordActivityTaskHeartbeat: () => answer.promise } });
  await using _ = await startWorker(server, {
    clock,
    logger,
    maxConcurrentActivities: 1,
    activities: { beat: () => activity.heartbeat(), other: () => 1 },
  });
  const beat = await server.schedule("beat", [], { heartbeatTimeout: { seconds: 3n, nanos: 0 } });
  expect(await beat.report).toMatchObject({ kind: "completed" });
  // A worker with one slot polls when it is done with what it had.
  await server.polls(1);
  answer.resolve({});
  // The third is asked for when the report of the second is answered, and that is after the heartbeat.
  await (
    await server.schedule("other")
  ).report;
  await (
    await server.schedule("other")
  ).report;
  await clock.advance(100_000);
  expect(logger.find("has timed out")).toBeUndefined();
});
