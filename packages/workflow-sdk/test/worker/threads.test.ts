import { threadId } from "node:worker_threads";
import { expectCode, leakCheck, memoryLogger } from "@millrace/protocol/testing";
import { afterAll, describe, expect, test, vi } from "vitest";
import { activity, createThreadExecutor, type ThreadExecutor, type ThreadExecutorOptions } from "../../src/index.ts";
import { MockActivityEnvironment, type MockActivityOptions } from "../../src/testing.ts";
import { eventually } from "./support/eventually.ts";
import { startWorker, taskServer } from "./support/task-server.ts";

const program = new URL("fixtures/thread-program.ts", import.meta.url);

/** The program is read by Node itself. */
function threads(options: ThreadExecutorOptions = {}, file: URL = program): ThreadExecutor {
  const execArgv = ["--conditions=@millrace/source", "--experimental-strip-types", "--no-warnings"];
  return createThreadExecutor(file, { threads: 1, ...options, thread: { execArgv, ...options.thread } });
}

/** What a worker does with an executor. */
function runIn(
  executor: ThreadExecutor,
  activityType: string,
  args: readonly unknown[] = [],
  options: MockActivityOptions = {},
): { ended: Promise<unknown>; environment: MockActivityEnvironment } {
  const environment = new MockActivityEnvironment(options);
  const { context } = environment;
  const ended = environment.run(() => executor.run({ activityType, args, context, call: () => "in this thread" }));
  return { ended, environment };
}

/** Starting a thread takes a noticeable time. */
const common = threads();
afterAll(() => common.close());

test("[WRK-23] a worker's activities run in threads, with their info, and the threads are left to their maker", async () => {
  await using _ = leakCheck({ settleMs: 5_000 });
  await using executor = threads({ thread: { workerData: "given" } });
  await using server = await taskServer();
  {
    await using _worker = await startWorker(server, {
      activities: { where: () => "here" },
      activityExecutor: executor,
    });
    const task = await server.schedule("where", [], { attempt: 2 });
    const report = await task.report;
    const where = { activityId: "id-1", attempt: 2, heartbeatDetails: [], inActivity: true, workerData: "given" };
    expect(report).toMatchObject({ kind: "completed", result: [where] });
    expect(report).not.toMatchObject({ result: [{ threadId }] });
  }
  expect(await runIn(executor, "where").ended).toMatchObject({ inActivity: true });
});

describe("cancellation", () => {
  test.each(["flag", "signal"])(
    "[WRK-23] reaches a thread that computes, when it sends heartbeats: %s",
    async (how) => {
      const executor = common;
      const beats = vi.fn<(details: readonly unknown[]) => void>();
      const { ended, environment } = runIn(executor, "compute", [how], { onHeartbeat: beats });
      await eventually(() => expect(beats).toHaveBeenCalled());
      environment.cancel("PAUSED");
      await expect(ended).rejects.toMatchObject({ name: "CancelledFailure", message: "PAUSED" });
    },
  );

  test("[WRK-23] reaches a thread that waits; its log is the worker's", async () => {
    const executor = common;
    const logger = memoryLogger();
    const { ended, environment } = runIn(executor, "waits", [], { logger });
    await eventually(() => expect(logger.records).toHaveLength(2));
    expect(logger.find("waits")?.fields).toMatchObject({ own: 1, activityId: "test" });
    expect(logger.find("with a function")).toMatchObject({ level: "warn" });
    await eventually(() => expect(environment.heartbeats).toEqual([[1], [2]]));
    environment.cancel();
    await expect(ended).rejects.toMatchObject({ name: "CancelledFailure", message: "CANCELLED" });
  });

  test("[WRK-23] ends a thread that hears nothing, and the next activity has a new one", async () => {
    await using executor = threads({ terminateMs: 1 });
    const { ended, environment } = runIn(executor, "computeForEver");
    await eventually(() => expect(environment.heartbeats).toEqual([["last words"]]));
    environment.cancel("TIMED_OUT");
    await expect(ended).rejects.toMatchObject({ message: "TIMED_OUT" });
    expect(await runIn(executor, "where").ended).toMatchObject({ inActivity: true });
  });

  test("[WRK-23] of an activity that waits for a thread takes it out of the line", async () => {
    const executor = common;
    const busy = runIn(executor, "waits");
    const waiting = runIn(executor, "where");
    waiting.environment.cancel();
    await expect(waiting.ended).rejects.toMatchObject({ message: "CANCELLED" });
    const next = runIn(executor, "where");
    busy.environment.cancel();
    await expect(busy.ended).rejects.toMatchObject({ message: "CANCELLED" });
    expect(await next.ended).toMatchObject({ inActivity: true });
  });
});

describe("what is thrown in a thread", () => {
  test("[WRK-23] arrives as what it was", async () => {
    const executor = common;
    const thrown = async (kind: string): Promise<unknown> =>
      runIn(executor, "throws", [kind]).ended.then(
        () => "nothing",
        (error: unknown) => error,
      );
    const own = { name: "OwnError", message: "mine", cause: { name: "TypeError", message: "inner" } };
    expect(await thrown("own")).toMatchObject(own);
    const application = { name: "ApplicationFailure", type: "Gone", nonRetryable: true, details: [{ at: 1 }] };
    expect(await thrown("application")).toMatchObject(application);
    expect(activity.CompleteAsyncError.is(await thrown("later"))).toBe(true);
    expect(await thrown("a text")).toBe("a text");
    expect(await thrown("function")).toMatchObject({ name: "DataCloneError" });
  });

  test("[WRK-23] a thread that ends fails its activity, which may be tried again", async () => {
    const executor = common;
    const error = await expectCode(runIn(executor, "leave").ended, "WORKFLOW_EXECUTOR_FAILED");
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining("code 3") });
    expect(await runIn(executor, "where").ended).toMatchObject({ inActivity: true });
  });

  test("[WRK-23] an activity that its program does not serve fails, and so does a program that serves none", async () => {
    const executor = common;
    await expectCode(runIn(executor, "unknown").ended, "WORKFLOW_EXECUTOR_UNKNOWN_ACTIVITY");
    await using idle = threads({}, new URL("fixtures/thread-without-serve.ts", import.meta.url));
    await expectCode(runIn(idle, "where").ended, "WORKFLOW_EXECUTOR_FAILED");
    await using missing = threads({}, new URL("fixtures/there-is-none.ts", import.meta.url));
    await expectCode(runIn(missing, "where").ended, "WORKFLOW_EXECUTOR_FAILED");
    await expectCode(() => activity.serveActivities({ where: () => 1 }), "WORKFLOW_EXECUTOR_FAILED");
  });

  test("[WRK-23] a thread that sends heartbeats without end does not fill the worker's memory, and the last one arrives", async () => {
    const { ended, environment } = runIn(common, "tellsOften", [20_000]);
    expect(await ended).toBe(20_000);
    expect(environment.heartbeats.length).toBeLessThan(5_000);
    expect(environment.heartbeats[0]).toEqual([{ done: 0 }]);
    expect(environment.heartbeats.at(-1)).toEqual([{ done: 19_999 }]);
  });

  test("[WRK-20] [WRK-23] details of a heartbeat that cannot be converted fail the activity", async () => {
    const executor = common;
    await using server = await taskServer();
    await using _ = await startWorker(server, { activities: { tellsTooMuch: () => 1 }, activityExecutor: executor });
    const report = await (await server.schedule("tellsTooMuch")).report;
    expect(report).toMatchObject({ kind: "failed", failure: { message: expect.stringContaining("BigInt") } });
    expect(await runIn(executor, "where").ended).toMatchObject({ inActivity: true });
  });

  test("[WRK-23] arguments that cannot be copied fail the activity, and the thread goes on", async () => {
    const executor = common;
    await expect(runIn(executor, "where", [() => 1]).ended).rejects.toMatchObject({ name: "DataCloneError" });
    expect(await runIn(executor, "where").ended).toMatchObject({ inActivity: true });
  });
});

test("[WRK-23] as many activities run at the same time as there are threads", async () => {
  await using executor = threads({ threads: 2 });
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const ids = await Promise.all([runIn(executor, "meet", [shared]).ended, runIn(executor, "meet", [shared]).ended]);
  expect(new Set(ids).size).toBe(2);
});

test("[WRK-23] closing ends threads and what they run", async () => {
  const executor = threads();
  const running = expectCode(runIn(executor, "waits").ended, "WORKFLOW_EXECUTOR_CLOSED");
  const waiting = expectCode(runIn(executor, "where").ended, "WORKFLOW_EXECUTOR_CLOSED");
  await new Promise((resolve) => setImmediate(resolve));
  await executor.close();
  await Promise.all([running, waiting]);
  await executor.close();
  await expectCode(runIn(executor, "where").ended, "WORKFLOW_EXECUTOR_CLOSED");
});

test.each([
  ["PROTOCOL_UNKNOWN_OPTION", { thread: {}, count: 2 }],
  ["PROTOCOL_INVALID_OPTION", { threads: 0 }],
  ["PROTOCOL_INVALID_OPTION", { terminateMs: -1 }],
])("[WRK-23] %s for the options %j", async (code, options) => {
  await expectCode(() => createThreadExecutor(program, options as never), code);
});
