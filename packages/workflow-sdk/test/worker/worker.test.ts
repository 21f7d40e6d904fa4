import { Code, ConnectError } from "@connectrpc/connect";
import { ManualClock, silentLogger } from "@millrace/protocol";
import type { workflowservice } from "@millrace/protocol/temporal";
import { expectCode, leakCheck } from "@millrace/protocol/testing";
import { describe, expect, test, vi } from "vitest";
import { Client, NamespaceNotFoundError, Worker, type ActivityCall, type ActivityExecutor } from "../../src/index.ts";
import { startServer } from "../../src/server.ts";
import { eventually } from "./support/eventually.ts";
import { startWorker, taskQueue, taskServer } from "./support/task-server.ts";

type PollRequest = workflowservice.PollActivityTaskQueueRequest;

const hello = (name: string): string => `hello ${name}`;

describe("a worker's life", () => {
  test("[SEED-13] run works until its signal aborts", async () => {
    await using server = await taskServer();
    const worker = new Worker(server.client, { taskQueue, activities: { hello }, logger: silentLogger });
    expect(worker.state).toBe("idle");
    const stop = new AbortController();
    const running = worker.run({ signal: stop.signal });
    const task = await server.schedule("hello", ["you"]);
    expect(await task.report).toEqual({ kind: "completed", result: ["hello you"] });
    expect(worker.state).toBe("running");
    stop.abort();
    await running;
    expect(worker.state).toBe("closed");
    await server.polls(0);
  });

  test("[SEED-14] start, shutdown and await using are its parts, and nothing is left of it", async () => {
    await using _ = leakCheck();
    await using server = await taskServer();
    {
      await using worker = await startWorker(server, { activities: { hello } });
      expect(await (await server.schedule("hello", ["you"])).report).toMatchObject({ kind: "completed" });
      await worker.shutdown();
      await worker.shutdown();
      expect(worker.state).toBe("closed");
    }
    await server.polls(0);
    await using second = await startWorker(server, { activities: { hello } });
    expect(second.state).toBe("running");
  });

  test("[SEED-14] a worker works once, and one that was shut down before does not begin", async () => {
    await using server = await taskServer();
    const worker = new Worker(server.client, { taskQueue, activities: { hello }, logger: silentLogger });
    await worker.shutdown();
    await expectCode(worker.start(), "WORKFLOW_WORKER_CLOSED");
    const aborted = new Worker(server.client, { taskQueue, activities: { hello }, logger: silentLogger });
    await aborted.run({ signal: AbortSignal.abort() });
    expect(aborted.state).toBe("closed");
    expect(server.requests("pollActivityTaskQueue")).toEqual([]);
  });

  test("[SEED-13] run after start tells how the work ends", async () => {
    await using server = await taskServer();
    await using worker = await startWorker(server, { activities: { hello } });
    const stop = new AbortController();
    const running = worker.run({ signal: stop.signal });
    stop.abort();
    await running;
    await expectCode(worker.run({ sgnal: undefined } as never), "PROTOCOL_UNKNOWN_OPTION");
  });

  test("[WRK-4] the namespace is asked for first: its error is that of start, and no poll is made", async () => {
    const describeNamespace = (): never => {
      throw new ConnectError("Namespace default is not found.", Code.NotFound);
    };
    await using server = await taskServer({ handlers: { describeNamespace } });
    const worker = new Worker(server.client, { taskQueue, activities: { hello }, logger: silentLogger });
    await expect(worker.start()).rejects.toMatchObject({ status: "NOT_FOUND" });
    expect(worker.state).toBe("failed");
    expect(server.requests("pollActivityTaskQueue")).toEqual([]);
    expect(NamespaceNotFoundError.name).toBe("NamespaceNotFoundError");
  });

  test("[WRK-4] a worker that is shut down while it asks has ended", async () => {
    const describeNamespace = (): Promise<never> => new Promise(() => undefined);
    await using server = await taskServer({ handlers: { describeNamespace } });
    const worker = new Worker(server.client, { taskQueue, activities: { hello }, logger: silentLogger });
    const starting = expectCode(worker.start(), "WORKFLOW_WORKER_CLOSED");
    await eventually(() => expect(server.requests("describeNamespace")).toHaveLength(1));
    await worker.shutdown();
    await starting;
    expect(worker.state).toBe("closed");
  });
});

describe("two workers of one queue", () => {
  test("[SEED-15] are refused, until the first has stopped", async () => {
    await using server = await taskServer();
    await using first = await startWorker(server, { activities: { hello } });
    const error = await expectCode(startWorker(server, { activities: { other: hello } }), "WORKFLOW_WORKER_EXISTS");
    expect(error.message).toContain(`'${taskQueue}'`);
    await first.shutdown();
    await using second = await startWorker(server, { activities: { hello } });
    expect(second.state).toBe("running");
  });

  test.each(["localhost", "LocalHost", "127.0.0.1", "127.0.0.2", "[::1]"])(
    "[SEED-15] are refused, also if one calls the server %s",
    async (host) => {
      await using server = await taskServer();
      await using _first = await startWorker(server, { activities: { hello } });
      await using client = new Client(`${host}:${server.port}`);
      const second = new Worker(client, { taskQueue, activities: { hello }, logger: silentLogger });
      await expectCode(second.start(), "WORKFLOW_WORKER_EXISTS");
    },
  );

  test("[SEED-15] are refused, also if one calls a server of this process by its port", async () => {
    await using server = await startServer({ listen: { port: 0 } });
    await using inProcess = await Client.connect(server);
    await using overPort = await Client.connect(server.address ?? "");
    const options = { taskQueue, activities: { hello }, logger: silentLogger };
    const first = await new Worker(inProcess, options).start();
    await expectCode(new Worker(overPort, options).start(), "WORKFLOW_WORKER_EXISTS");
    await expectCode(new Worker(new Client(inProcess.connection), options).start(), "WORKFLOW_WORKER_EXISTS");
    await first.shutdown();
    await using _second = await new Worker(overPort, options).start();
    await expectCode(new Worker(inProcess, options).start(), "WORKFLOW_WORKER_EXISTS");
  });

  test("[SEED-15] are two where queue, namespace or server differ", async () => {
    await using server = await taskServer();
    await using other = await taskServer();
    await using _a = await startWorker(server, { activities: { hello } });
    await using _b = await startWorker(server, { activities: { hello }, taskQueue: "other" });
    const elsewhere = { ...server, client: { ...server.client, namespace: "other" } };
    await using _c = await startWorker(elsewhere, { activities: { hello } });
    await using fourth = await startWorker(other, { activities: { hello } });
    expect(fourth.state).toBe("running");
  });

  test("[SEED-15] a worker that could not start leaves its queue to others", async () => {
    let calls = 0;
    const describeNamespace = (): object => {
      if (calls++ === 0) throw new ConnectError("no", Code.PermissionDenied);
      return {};
    };
    await using server = await taskServer({ handlers: { describeNamespace } });
    await expect(startWorker(server, { activities: { hello } })).rejects.toMatchObject({ status: "PERMISSION_DENIED" });
    await using worker = await startWorker(server, { activities: { hello } });
    expect(worker.state).toBe("running");
  });
});

test("[SEED-12] [WRK-3] executors run activities, by how they were declared, and are left open", async () => {
  const executor = (name: string): ActivityExecutor & { seen: string[]; closed: boolean; close(): void } => ({
    seen: [],
    closed: false,
    close() {
      this.closed = true;
    },
    run(given: ActivityCall) {
      this.seen.push(`${name} ${given.activityType} ${given.args.join()} ${given.context.info.activityId}`);
      return given.call();
    },
  });
  const [plain, later] = [executor("plain"), executor("later")];
  await using server = await taskServer();
  {
    await using _ = await startWorker(server, {
      activities: {
        plain: hello,
        bound: (async (name: string) => hello(name)).bind(null),
        later: async (x: string) => hello(x),
      },
      activityExecutor: plain,
      asyncActivityExecutor: later,
    });
    for (const type of ["plain", "later", "bound"]) {
      const task = await server.schedule(type, ["you"]);
      expect(await task.report).toEqual({ kind: "completed", result: ["hello you"] });
    }
  }
  expect(plain.seen).toEqual(["plain plain you id-1"]);
  expect(later.seen).toEqual(["later later you id-2", "later bound you id-3"]);
  expect([plain.closed, later.closed]).toEqual([false, false]);
});

describe("polls", () => {
  test("[WRK-5] say who polls, and for what", async () => {
    await using server = await taskServer();
    await using _ = await startWorker(server, {
      activities: { hello },
      identity: "me",
      maxTaskQueueActivitiesPerSecond: 7.5,
    });
    await server.polls(1);
    const [request] = server.requests<PollRequest>("pollActivityTaskQueue");
    expect(request).toMatchObject({
      namespace: "default",
      taskQueue: { name: taskQueue, kind: 1 },
      identity: "me",
      taskQueueMetadata: { maxTasksPerSecond: 7.5 },
    });
    expect(request?.workerInstanceKey).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("[WRK-5] hold a slot each: no more are open than slots are free, and none while all are taken", async () => {
    await using server = await taskServer();
    const gates: (() => void)[] = [];
    const wait = (): Promise<void> => new Promise((resolve) => gates.push(resolve));
    await using _ = await startWorker(server, { activities: { wait }, maxConcurrentActivities: 3, pollers: 2 });
    await server.polls(2);
    const tasks = await Promise.all([1, 2, 3].map(() => server.schedule("wait")));
    await eventually(() => expect(gates).toHaveLength(3));
    await server.polls(0);
    const fourth = await server.schedule("wait");
    gates[0]?.();
    await Promise.race(tasks.map((task) => task.report));
    await eventually(() => expect(gates).toHaveLength(4));
    expect(fourth.given).toBe(1);
    for (const open of gates) open();
    await Promise.all([...tasks, fourth].map((task) => task.report));
    await server.polls(2);
    expect(server.openPolls).toBe(2);
  });

  test("[WRK-6] that end empty are made again", async () => {
    let polls = 0;
    const empty = [{}, new ConnectError("timeout", Code.DeadlineExceeded), new ConnectError("gone", Code.Canceled)];
    const pollActivityTaskQueue = (_: unknown, { signal }: { signal: AbortSignal }): Promise<object> =>
      new Promise((resolve, reject) => {
        const answer = empty[polls++];
        if (answer instanceof ConnectError) reject(answer);
        else if (answer !== undefined) resolve(answer);
        else signal.addEventListener("abort", () => reject(signal.reason));
      });
    await using server = await taskServer({ handlers: { pollActivityTaskQueue } });
    await using worker = await startWorker(server, { activities: { hello } });
    await eventually(() => expect(polls).toBe(4));
    expect(worker.state).toBe("running");
  });

  test("[WRK-7] that the server refuses for longer than it may take to start end the worker", async () => {
    const now = performance.now.bind(performance);
    let laterMs = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now() + laterMs);
    try {
      const pollActivityTaskQueue = (): never => {
        laterMs += 61_000;
        throw new ConnectError("not for you", Code.PermissionDenied);
      };
      await using server = await taskServer({ handlers: { pollActivityTaskQueue } });
      const worker = new Worker(server.client, { taskQueue, activities: { hello }, logger: silentLogger, pollers: 1 });
      const error = await expectCode(worker.run(), "WORKFLOW_WORKER_POLL_REFUSED");
      expect(error.message).toContain("not for you");
      expect(error.cause).toMatchObject({ status: "PERMISSION_DENIED" });
      expect(worker.state).toBe("failed");
    } finally {
      clock.mockRestore();
    }
  });

  test("[WRK-7] of a client that is closed end the worker with the client's error", async () => {
    await using server = await taskServer();
    await using worker = await startWorker(server, { activities: { hello } });
    const running = expectCode(worker.run(), "WORKFLOW_CONNECTION_CLOSED");
    await server.client.connection.close();
    await running;
    expect(worker.state).toBe("failed");
  });

  test("[WRK-8] begin no faster than maxActivitiesPerSecond", async () => {
    const clock = new ManualClock();
    let ran = 0;
    await using server = await taskServer();
    await using _ = await startWorker(server, {
      activities: { count: () => ++ran },
      maxActivitiesPerSecond: 2,
      pollers: 1,
      clock,
    });
    const tasks = await Promise.all([1, 2, 3].map(() => server.schedule("count")));
    await tasks[0]?.report;
    expect(ran).toBe(1);
    await clock.advance(499);
    expect(ran).toBe(1);
    await clock.advance(1);
    await tasks[1]?.report;
    expect(ran).toBe(2);
    await clock.advance(500);
    await tasks[2]?.report;
    expect(ran).toBe(3);
  });
});

test.each([
  ["PROTOCOL_UNKNOWN_OPTION", { taskQueu: "x" }],
  ["PROTOCOL_UNKNOWN_OPTION", { interceptors: { workflow: [] } }],
  ["WORKFLOW_INVALID_OPTION", { interceptors: { activity: [{}] } }],
  ["WORKFLOW_INVALID_OPTION", { taskQueue: "" }],
  ["WORKFLOW_INVALID_OPTION", { identity: 7 }],
  ["WORKFLOW_INVALID_OPTION", { activityExecutor: () => undefined }],
  ["WORKFLOW_INVALID_OPTION", { asyncActivityExecutor: null }],
  ["WORKFLOW_INVALID_OPTION", { pollers: 3, maxConcurrentActivities: 2 }],
  ["WORKFLOW_INVALID_OPTION", { maxActivitiesPerSecond: 0 }],
  ["PROTOCOL_INVALID_OPTION", { maxTaskQueueActivitiesPerSecond: "1" }],
  ["PROTOCOL_INVALID_OPTION", { maxConcurrentActivities: 0 }],
  ["PROTOCOL_INVALID_OPTION", { pollers: 1.5 }],
  ["PROTOCOL_INVALID_OPTION", { graceMs: -1 }],
  ["PROTOCOL_INVALID_OPTION", { forceMs: "1s" }],
])("[WRK-26] %s for the options %j", async (code, options) => {
  await using server = await taskServer();
  await expectCode(() => new Worker(server.client, { taskQueue, activities: { hello }, ...options } as never), code);
});

test.each([[], [undefined, { taskQueue }], [{ taskQueue, activities: { hello } }], ["localhost:7233", { taskQueue }]])(
  "[WRK-26] a worker is not made of %j alone",
  async (...given) => {
    const make = () => new (Worker as unknown as new (...given: unknown[]) => Worker)(...given);
    expect((await expectCode(make, "WORKFLOW_INVALID_OPTION")).message).toContain("new Worker(client, {");
  },
);

test("[WRK-26] nor of a client alone", async () => {
  await using server = await taskServer();
  await expectCode(() => new Worker(server.client, undefined as never), "WORKFLOW_INVALID_OPTION");
});
