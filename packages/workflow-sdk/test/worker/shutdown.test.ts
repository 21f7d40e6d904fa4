import { Code, ConnectError } from "@connectrpc/connect";
import { ManualClock } from "@millrace/protocol";
import type { workflowservice } from "@millrace/protocol/temporal";
import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { activity } from "../../src/index.ts";
import { eventually } from "./support/eventually.ts";
import { startWorker, taskServer } from "./support/task-server.ts";

type ShutdownRequest = workflowservice.ShutdownWorkerRequest;
type PollRequest = workflowservice.PollActivityTaskQueueRequest;

/** Ends when it is cancelled. */
async function untilCancelled(): Promise<never> {
  return activity.info().cancellation;
}

describe("a worker that shuts down", () => {
  test.each([true, false])(
    "[WRK-15] tells the server (which answers last polls: %j), and polls no more",
    async (answersLastPolls) => {
      await using server = await taskServer({ answersLastPolls });
      await using worker = await startWorker(server, { activities: { untilCancelled }, pollers: 3 });
      await server.polls(3);
      await worker.shutdown();
      await server.polls(0);
      const [poll] = server.requests<PollRequest>("pollActivityTaskQueue");
      const goodbyes = server.requests<ShutdownRequest>("shutdownWorker");
      expect(goodbyes).toHaveLength(1);
      expect(goodbyes[0]).toMatchObject({
        namespace: "default",
        taskQueue: "work",
        taskQueueTypes: [2],
        workerInstanceKey: poll?.workerInstanceKey,
        identity: poll?.identity,
      });
      expect(server.requests("pollActivityTaskQueue")).toHaveLength(3);
    },
  );

  test("[WRK-15] takes a task that comes with its last poll", async () => {
    let poll: ((answer: object) => void) | undefined;
    const pollActivityTaskQueue = (): Promise<object> => new Promise((resolve) => (poll = resolve));
    const shutdownWorker = (): object => {
      poll?.({
        taskToken: new Uint8Array([1]),
        activityType: { name: "hello" },
        startToCloseTimeout: { seconds: 60n, nanos: 0 },
      });
      return {};
    };
    let completed = 0;
    const respondActivityTaskCompleted = (): object => {
      completed++;
      return {};
    };
    await using server = await taskServer({
      handlers: { pollActivityTaskQueue, shutdownWorker, respondActivityTaskCompleted },
    });
    await using worker = await startWorker(server, { activities: { hello: () => "hello" }, graceMs: 60_000 });
    await eventually(() => expect(poll).toBeDefined());
    await worker.shutdown();
    expect(completed).toBe(1);
  });

  test.each([Code.Unimplemented, Code.Unavailable])(
    "[WRK-15] does so too where the server answers by %i",
    async (code) => {
      const shutdownWorker = (): never => {
        throw new ConnectError("no", code);
      };
      await using server = await taskServer({ handlers: { shutdownWorker } });
      await using worker = await startWorker(server, { activities: { untilCancelled } });
      await server.polls(1);
      await worker.shutdown();
      expect(worker.state).toBe("closed");
      await server.polls(0);
    },
  );

  test("[WRK-15] lets activities end within the grace", async () => {
    await using server = await taskServer();
    const end = Promise.withResolvers<string>();
    let begun = false;
    const slow = (): Promise<string> => {
      begun = true;
      return end.promise;
    };
    await using worker = await startWorker(server, { activities: { slow }, graceMs: 60_000 });
    const task = await server.schedule("slow");
    await eventually(() => expect(begun).toBe(true));
    const shutdown = worker.shutdown();
    expect(worker.state).toBe("draining");
    end.resolve("in time");
    await shutdown;
    expect(await task.report).toEqual({ kind: "completed", result: ["in time"] });
  });

  test("[WRK-15] cancels them then by WORKER_SHUTDOWN, which is reported as a failure that is tried again", async () => {
    const clock = new ManualClock();
    await using server = await taskServer();
    let reason: unknown;
    const slow = async (): Promise<void> => {
      activity.heartbeat("half way");
      reason = await activity.info().cancellation.catch((error: unknown) => error);
      throw reason;
    };
    await using worker = await startWorker(server, { activities: { slow }, graceMs: 5_000, clock });
    const task = await server.schedule("slow");
    await server.heartbeatCount(1);
    const shutdown = worker.shutdown();
    await clock.advance(4_999);
    expect(reason).toBeUndefined();
    await clock.advance(1);
    await shutdown;
    expect(reason).toMatchObject({ message: "WORKER_SHUTDOWN" });
    const info = { case: "applicationFailureInfo", value: { type: "WorkerShutdown", nonRetryable: false } };
    expect(await task.report).toMatchObject({
      kind: "failed",
      failure: { failureInfo: info },
      lastHeartbeat: ["half way"],
    });
  });

  test("[WRK-15] reports what an activity gives in spite of its cancellation", async () => {
    await using server = await taskServer();
    const stubborn = (): Promise<string> => activity.info().cancellation.catch(() => "finished anyway");
    await using worker = await startWorker(server, { activities: { stubborn } });
    const task = await server.schedule("stubborn");
    await server.polls(1);
    await worker.shutdown();
    expect(await task.report).toEqual({ kind: "completed", result: ["finished anyway"] });
  });

  test("[WRK-15] gives up activities that ignore it, and says which", async () => {
    const clock = new ManualClock();
    await using server = await taskServer();
    let begun = false;
    const deaf = (): Promise<never> => {
      begun = true;
      return new Promise(() => undefined);
    };
    const worker = await startWorker(server, { activities: { deaf }, graceMs: 0, forceMs: 3_000, clock });
    const running = expectCode(worker.run(), "WORKFLOW_WORKER_STOP_TIMEOUT");
    await server.schedule("deaf");
    await eventually(() => expect(begun).toBe(true));
    const shutdown = worker.shutdown();
    await clock.advance(2_999);
    expect(worker.state).toBe("draining");
    await clock.advance(1);
    await shutdown;
    const error = await running;
    expect(error.message).toContain("went on although they were cancelled: deaf 'id-1'");
    const left = [{ activityType: "deaf", activityId: "id-1" }];
    expect(error.details).toMatchObject({ taskQueue: "work", running: left, reporting: [] });
    expect(worker.state).toBe("failed");
  });

  test("[WRK-27] blames no activity for a report that the server does not answer", async () => {
    const clock = new ManualClock();
    const never = (): Promise<never> => new Promise(() => undefined);
    await using server = await taskServer({ handlers: { respondActivityTaskCompleted: never } });
    const options = { activities: { quick: () => "done" }, graceMs: 0, forceMs: 3_000, clock };
    const worker = await startWorker(server, options);
    const running = expectCode(worker.run(), "WORKFLOW_WORKER_STOP_TIMEOUT");
    await server.schedule("quick");
    await eventually(() => expect(server.requests("respondActivityTaskCompleted")).toHaveLength(1));
    const shutdown = worker.shutdown();
    await clock.advance(3_000);
    await shutdown;
    const { message, details } = await running;
    expect(message).toContain("whose report the server has not answered: quick 'id-1'");
    expect(message).not.toContain("cancelled");
    expect(details).toMatchObject({ running: [], reporting: [{ activityType: "quick", activityId: "id-1" }] });
  });

  test("[WRK-27] blames no activity if it is the server that does not answer the goodbye", async () => {
    const clock = new ManualClock();
    const never = (): Promise<never> => new Promise(() => undefined);
    await using server = await taskServer({ handlers: { shutdownWorker: never } });
    const worker = await startWorker(server, { activities: { untilCancelled }, graceMs: 0, forceMs: 1_000, clock });
    const running = expectCode(worker.run(), "WORKFLOW_WORKER_STOP_TIMEOUT");
    const shutdown = worker.shutdown();
    await eventually(() => expect(server.requests("shutdownWorker")).toHaveLength(1));
    await clock.advance(1_000);
    await shutdown;
    const { message, details } = await running;
    expect(message).toContain("has not answered that the worker leaves");
    expect(message).not.toContain("activities");
    expect(details).toMatchObject({ running: [], reporting: [], goodbye: true });
  });

  test("[WRK-15] does so too when it failed: nobody else counts its grace", async () => {
    const clock = new ManualClock();
    const logger = memoryLogger();
    await using server = await taskServer();
    let reason: unknown;
    const slow = async (): Promise<void> => {
      reason = await activity.info().cancellation.catch((error: Error) => error.message);
    };
    const worker = await startWorker(server, { activities: { slow }, graceMs: 5_000, clock, logger });
    const running = expectCode(worker.run(), "WORKFLOW_CONNECTION_CLOSED");
    const task = await server.schedule("slow");
    await eventually(() => expect(task.given).toBe(1));
    await server.polls(1);
    await server.client.connection.close();
    await eventually(() => expect(logger.find("the worker stops")).toBeDefined());
    await clock.advance(5_000);
    await running;
    expect(reason).toBe("WORKER_SHUTDOWN");
    expect(logger.find("could not be reported")).toBeDefined();
  });
});
