import { silentLogger } from "@millrace/protocol";
import { leakCheck } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { activity, ApplicationFailure, CancelledFailure, Client, Worker, type WorkerOptions } from "../../src/index.ts";
import { startServer } from "../../src/server.ts";
import { proxyTo } from "../client/support/proxy.ts";

const taskQueue = "work";
const startToCloseTimeoutMs = 60_000;
const quick = { taskQueue, startToCloseTimeoutMs, retryPolicy: { initialIntervalMs: 1 } };

const startWorker = (
  client: Client,
  options: Pick<WorkerOptions, "activities"> & Partial<WorkerOptions>,
): Promise<Worker> => new Worker(client, { taskQueue, graceMs: 0, logger: silentLogger, ...options }).start();

describe("on the embedded server", () => {
  test("[SEED-12] [SEED-14] a worker runs what a client starts, and nothing is left", async () => {
    await using _ = leakCheck({ settleMs: 5_000 });
    await using server = await startServer();
    await using client = await Client.connect(server);
    await using worker = await startWorker(client, { activities: { add: (a: number, b: number) => a + b } });
    expect(await client.executeActivity("add", { ...quick, args: [1, 2] })).toBe(3);
    expect(worker.state).toBe("running");
  });

  test("[SEED-18] [WRK-14] attempts count from 1, and the last heartbeat of one is there in the next", async () => {
    await using server = await startServer();
    await using client = await Client.connect(server);
    const flaky = (): unknown => {
      const { attempt, heartbeatDetails, inWorkflow, activityRunId } = activity.info();
      activity.heartbeat("at", attempt);
      if (attempt < 3) throw new Error("not yet");
      return [attempt, heartbeatDetails, inWorkflow, activityRunId !== ""];
    };
    await using _ = await startWorker(client, { activities: { flaky } });
    expect(await client.executeActivity("flaky", quick)).toEqual([3, ["at", 2], false, true]);
  });

  test("[WRK-14] failures say whether they are tried again", async () => {
    await using server = await startServer();
    await using client = await Client.connect(server);
    let attempts = 0;
    const gone = (): never => {
      attempts++;
      throw ApplicationFailure.nonRetryable("gone", "Gone");
    };
    await using _ = await startWorker(client, { activities: { gone } });
    await expect(client.executeActivity("gone", quick)).rejects.toMatchObject({
      cause: { type: "Gone", message: "gone" },
    });
    expect(attempts).toBe(1);
  });

  test("[SEED-22] [WRK-11] a cancellation reaches the activity with the answer to a heartbeat", async () => {
    await using server = await startServer();
    await using client = await Client.connect(server);
    const begun = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const wait = async (): Promise<never> => {
      begun.resolve();
      await asked.promise;
      activity.heartbeat();
      return activity.info().cancellation;
    };
    await using _ = await startWorker(client, { activities: { wait } });
    const handle = await client.startActivity("wait", quick);
    await begun.promise;
    await handle.cancel({ reason: "enough" });
    asked.resolve();
    await expect(handle.result()).rejects.toMatchObject({ cause: expect.any(CancelledFailure) });
  });

  test("[WRK-12] an activity that was terminated hears that nobody knows it any more", async () => {
    await using server = await startServer();
    await using client = await Client.connect(server);
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const heard = Promise.withResolvers<unknown>();
    const wait = async (): Promise<void> => {
      begun.resolve();
      await ended.promise;
      activity.heartbeat();
      heard.resolve(await activity.info().cancellation.catch((error: unknown) => error));
    };
    await using _ = await startWorker(client, { activities: { wait } });
    const handle = await client.startActivity("wait", quick);
    await begun.promise;
    await handle.terminate({ reason: "enough" });
    ended.resolve();
    expect(await heard.promise).toMatchObject({ message: "NOT_FOUND" });
  });

  test.each([3, 6])("[WRK-17] a result of %i megabytes fails its activity for good", async (megabytes) => {
    await using server = await startServer({ listen: { port: 0 } });
    await using client = await Client.connect(server.address ?? "");
    let attempts = 0;
    const large = (): string => {
      attempts++;
      return "x".repeat(megabytes * 1024 * 1024);
    };
    await using _ = await startWorker(client, { activities: { large } });
    const cause = { type: "PayloadsTooLarge", nonRetryable: true };
    await expect(client.executeActivity("large", quick)).rejects.toMatchObject({ cause });
    expect(attempts).toBe(1);
  });

  test("[WRK-15] what a worker that shuts down could not end, another one does", async () => {
    await using server = await startServer();
    await using client = await Client.connect(server);
    const begun = Promise.withResolvers<void>();
    const first = await startWorker(client, {
      activities: {
        job: () => {
          begun.resolve();
          return activity.info().cancellation;
        },
      },
    });
    const handle = await client.startActivity("job", quick);
    await begun.promise;
    await first.shutdown();
    await using _ = await startWorker(client, { activities: { job: () => ["done", activity.info().attempt] } });
    expect(await handle.result()).toEqual(["done", 2]);
  });

  test("[WRK-21] somebody else completes an activity by its token", async () => {
    await using server = await startServer();
    await using client = await Client.connect(server);
    const token = Promise.withResolvers<Uint8Array>();
    const later = (): never => {
      token.resolve(activity.info().taskToken);
      throw new activity.CompleteAsyncError();
    };
    await using _ = await startWorker(client, { activities: { later } });
    const handle = await client.startActivity("later", quick);
    await client.getAsyncActivityHandle({ taskToken: await token.promise }).complete("from outside");
    expect(await handle.result()).toBe("from outside");
  });
});

test("[WRK-16] no task is lost, and none is completed twice, while connections are cut again and again", async () => {
  await using server = await startServer({ listen: { port: 0 } });
  await using proxy = await proxyTo(Number(server.address?.split(":")[1]));
  await using client = await Client.connect(server);
  await using remote = await Client.connect(proxy.address);
  const count = 60;
  await using _ = await startWorker(remote, {
    activities: {
      job: async (id: number) => {
        if (id % 4 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        return id;
      },
    },
  });
  let cuts = 0;
  const cutting = setInterval(() => {
    proxy.cut();
    if (++cuts === 25) clearInterval(cutting);
  }, 20);
  try {
    // An attempt whose task was lost with the connection is over after a second, and given out again.
    const options = {
      ...quick,
      startToCloseTimeoutMs: 1_000,
      retryPolicy: { initialIntervalMs: 1, backoffCoefficient: 1 },
    };
    const handles = await Promise.all(
      Array.from({ length: count }, (_each, id) =>
        client.startActivity("job", { ...options, id: `job-${id}`, args: [id] }),
      ),
    );
    const results = await Promise.all(handles.map((handle) => handle.result()));
    expect(results).toEqual(Array.from({ length: count }, (_each, id) => id));
  } finally {
    clearInterval(cutting);
  }
  expect(proxy.connections).toBeGreaterThan(2);
  expect((await client.countActivities({ query: "ExecutionStatus = 'Completed'" })).count).toBe(count);
});
