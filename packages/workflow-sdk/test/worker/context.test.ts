import { setTimeout as after } from "node:timers/promises";
import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { activity, CancelledFailure, type ActivityInterceptors } from "../../src/index.ts";
import { MockActivityEnvironment } from "../../src/testing.ts";

describe("outside of an activity", () => {
  test("[SEED-17] inActivity is false, and what needs one throws NotInActivityError", async () => {
    expect(activity.inActivity()).toBe(false);
    for (const ask of [() => activity.info(), () => activity.heartbeat(1)]) {
      expect(ask).toThrow(activity.NotInActivityError);
      expect(await expectCode(ask, "WORKFLOW_NOT_IN_ACTIVITY")).toMatchObject({ name: "NotInActivityError" });
    }
  });

  test("[SEED-19] loggers add nothing", () => {
    const memory = memoryLogger();
    new activity.LoggerAdapter(memory).info({ a: 1 }, "outside");
    expect(memory.records).toEqual([{ level: "info", fields: { a: 1 }, message: "outside" }]);
  });
});

test("[SEED-17] the context follows awaits, timers and callbacks, and two activities do not mix", async () => {
  const seen = async (): Promise<unknown[]> => {
    await after(5);
    const inTimer = await new Promise((resolve) => setTimeout(() => resolve(activity.info().activityId), 1));
    return [activity.inActivity(), activity.info().activityId, inTimer];
  };
  const [one, two] = ["one", "two"].map((activityId) => new MockActivityEnvironment({ info: { activityId } }));
  const results = await Promise.all([one?.run(seen), two?.run(seen)]);
  expect(results).toEqual([
    [true, "one", "one"],
    [true, "two", "two"],
  ]);
  expect(activity.inActivity()).toBe(false);
});

test("[SEED-18] info tells the attempt, and of a cancellation by flag, promise and signal", async () => {
  const environment = new MockActivityEnvironment({ info: { attempt: 3 } });
  const seen = await environment.run(async () => {
    const { attempt, cancelled, signal, cancellation, cancellationDetails } = activity.info();
    const before = { attempt, cancelled, aborted: signal.aborted, cancellationDetails };
    environment.cancel("PAUSED");
    environment.cancel("RESET");
    const error: unknown = await cancellation.catch((reason: unknown) => reason);
    const info = activity.info();
    return { before, error, reason: signal.reason, flag: info.cancelled, details: info.cancellationDetails };
  });
  expect(seen.before).toEqual({ attempt: 3, cancelled: false, aborted: false, cancellationDetails: undefined });
  expect(seen.error).toBeInstanceOf(CancelledFailure);
  expect(seen.error).toMatchObject({ message: "PAUSED" });
  expect(seen.reason).toBe(seen.error);
  expect(seen.flag).toBe(true);
  expect(seen.details).toEqual({
    cancelRequested: false,
    notFound: false,
    timedOut: false,
    paused: true,
    reset: false,
    workerShutdown: false,
  });
});

test("[SEED-18] signal and promise that are asked for after the cancellation know of it", async () => {
  const environment = new MockActivityEnvironment();
  environment.cancel();
  await environment.run(async () => {
    expect(activity.info().signal.reason).toMatchObject({ message: "CANCELLED" });
    await expect(activity.info().cancellation).rejects.toBe(activity.info().signal.reason);
  });
});

describe("loggers", () => {
  const info = { activityId: "7", activityType: "bill", attempt: 2, taskQueue: "q" };
  const workflowFields = { workflowId: "test", workflowRunId: "test", workflowType: "test" };
  const fields = { ...info, namespace: "default", ...workflowFields };

  test("[SEED-19] [WRK-18] activity.logger() is the worker's, with what is known of the activity on each line", async () => {
    const logger = memoryLogger();
    const environment = new MockActivityEnvironment({ info, logger });
    await environment.run(() => {
      activity.logger().debug({ own: 1 }, "debug");
      activity.logger().info({}, "info");
      activity.logger().warn({ attempt: "mine" }, "warn");
      activity.logger().child?.({ part: "x" }).error({}, "error");
    });
    expect(logger.records).toEqual([
      { level: "debug", fields: { ...fields, own: 1 }, message: "debug" },
      { level: "info", fields, message: "info" },
      { level: "warn", fields: { ...fields, attempt: "mine" }, message: "warn" },
      { level: "error", fields: { ...fields, part: "x" }, message: "error" },
    ]);
  });

  test("[SEED-19] [WRK-18] LoggerAdapter and withContext add it to a logger of one's own", async () => {
    const own = memoryLogger();
    const adapted = activity.withContext(own);
    await new MockActivityEnvironment({ info: { ...info, inWorkflow: false } }).run(() => adapted.info({}, "inside"));
    await new MockActivityEnvironment({ info }).run(() => new activity.LoggerAdapter(own).info({}, "again"));
    adapted.info({}, "outside");
    expect(own.records.map((record) => record.fields)).toEqual([fields, fields, {}]);
  });

  test("[WRK-22] outbound interceptors change the fields, the first outermost", async () => {
    const logger = memoryLogger();
    const adding = (name: string) => (): ActivityInterceptors => ({
      outbound: { getLogAttributes: (input, next) => ({ [name]: true, ...next({ ...input, last: name }) }) },
    });
    const environment = new MockActivityEnvironment({
      info,
      logger,
      interceptors: [adding("a"), () => ({}), adding("b")],
    });
    await environment.run(() => activity.logger().info({}, "line"));
    expect(logger.records[0]?.fields).toEqual({ a: true, b: true, ...fields, last: "b" });
  });
});

test("[SEED-20] [SEED-21] heartbeat takes any number of details, and the environment shows them", async () => {
  const told: unknown[] = [];
  const environment = new MockActivityEnvironment({ onHeartbeat: (details) => told.push(details) });
  const result = await environment.run(
    (a: number, b: number) => {
      expect(activity.heartbeat()).toBeUndefined();
      activity.heartbeat("half", { way: 1 }, a);
      return a + b;
    },
    1,
    2,
  );
  expect(result).toBe(3);
  expect(environment.heartbeats).toEqual([[], ["half", { way: 1 }, 1]]);
  expect(told).toEqual(environment.heartbeats);
});

test("[SEED-21] runWithContext gives code an activity's context of the caller's own", () => {
  const { context } = new MockActivityEnvironment({ info: { activityId: "mine" } });
  const ask = (more: string): string => activity.info().activityId + more;
  expect(activity.runWithContext(context, ask, "!")).toBe("mine!");
  const heartbeats: unknown[] = [];
  const own = {
    ...context,
    info: context.info,
    logFields: {},
    heartbeat: (details: readonly unknown[]) => heartbeats.push(details),
  };
  activity.runWithContext(own, () => activity.heartbeat(1));
  expect(heartbeats).toEqual([[1]]);
});

test("[SEED-21] [WRK-22] the environment takes interceptors, rejects with what the code throws, and refuses unknown options", async () => {
  const doubling = (): ActivityInterceptors => ({
    inbound: { execute: async (input, next) => `${String(await next({ ...input, args: ["x", ...input.args] }))}!` },
  });
  const environment = new MockActivityEnvironment({ interceptors: [doubling, doubling] });
  expect(await environment.run((...args: string[]) => args.join("-"), "y")).toBe("x-x-y!!");
  const failure = new RangeError("no");
  await expect(
    environment.run(() => {
      throw failure;
    }),
  ).rejects.toBe(failure);
  await expectCode(() => new MockActivityEnvironment({ inf: {} } as never), "PROTOCOL_UNKNOWN_OPTION");
});
