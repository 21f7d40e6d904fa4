import { Code, ConnectError } from "@connectrpc/connect";
import { memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { activity } from "../../src/index.ts";
import { proxyTo, type Proxy } from "../client/support/proxy.ts";
import { eventually } from "./support/eventually.ts";
import { startWorker, taskServer, type TaskServer, type TaskServerOptions } from "./support/task-server.ts";

/** A server whose connections are cut at chosen moments. */
async function behindProxy(
  cutting: (cut: () => void) => TaskServerOptions["handlers"],
): Promise<TaskServer & { readonly proxy: Proxy }> {
  let proxy: Proxy | undefined;
  const server = await taskServer({
    handlers: cutting(() => proxy?.cut()) ?? {},
    via: async ({ port }) => (proxy = await proxyTo(port)).address,
  });
  const own = proxy as unknown as Proxy;
  return {
    ...server,
    proxy: own,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await own[Symbol.asyncDispose]();
    },
  };
}

describe("the connection is cut", () => {
  test("[WRK-16] before the server hears of a result: it is told again, and the activity ran once", async () => {
    let told = 0;
    await using server = await behindProxy((cut) => ({
      respondActivityTaskCompleted: async () => {
        if (told++ > 0) return {};
        cut();
        throw new ConnectError("never heard", Code.Unavailable);
      },
    }));
    let ran = 0;
    const hello = (): number => ++ran;
    await using _ = await startWorker(server, { activities: { hello } });
    await server.schedule("hello");
    await eventually(() => expect(told).toBe(2));
    expect(ran).toBe(1);
  });

  test("[WRK-16] an answer that did not come in time is asked for again, and the activity ran once", async () => {
    let told = 0;
    await using server = await behindProxy(() => ({
      respondActivityTaskCompleted: () => {
        if (told++ > 0) return {};
        throw new ConnectError("too late", Code.DeadlineExceeded);
      },
    }));
    let ran = 0;
    await using _ = await startWorker(server, { activities: { hello: () => ++ran } });
    await server.schedule("hello");
    await eventually(() => expect(told).toBe(2));
    expect(ran).toBe(1);
  });

  test("[WRK-16] after it heard: that it does not wait any more is no error, and the activity ran once", async () => {
    const logger = memoryLogger();
    const ended = new Set<string>();
    await using server = await behindProxy((cut) => ({
      respondActivityTaskCompleted: async ({ taskToken }) => {
        const token = new TextDecoder().decode(taskToken);
        if (ended.has(token)) throw new ConnectError("not found", Code.NotFound);
        ended.add(token);
        cut();
        return {};
      },
    }));
    let ran = 0;
    const hello = (): number => ++ran;
    await using _ = await startWorker(server, { activities: { hello }, logger });
    await server.schedule("hello");
    await eventually(() => expect(logger.find("does not wait")).toMatchObject({ level: "debug" }));
    expect(ran).toBe(1);
    expect(server.requests("respondActivityTaskCompleted")).toHaveLength(2);
    expect(logger.find((record) => record.level === "error")).toBeUndefined();
  });

  test("[WRK-16] while polls wait: they are made again, and what the server gives out next is done", async () => {
    await using server = await behindProxy(() => ({}));
    await using worker = await startWorker(server, { activities: { hello: () => "hello" }, pollers: 3 });
    for (let round = 0; round < 3; round++) {
      await server.polls(3);
      server.proxy.cut();
      await server.polls(0);
      const task = await server.schedule("hello");
      expect(await task.report).toEqual({ kind: "completed", result: ["hello"] });
    }
    expect(worker.state).toBe("running");
  });

  test("[WRK-16] with a task on its way: the slot is free for it when it is given again", async () => {
    const task = {
      taskToken: new TextEncoder().encode("token"),
      activityType: { name: "hello" },
      startToCloseTimeout: { seconds: 60n, nanos: 0 },
    };
    let polls = 0;
    let completed = 0;
    await using server = await behindProxy((cut) => ({
      pollActivityTaskQueue: (_, { signal }) => {
        polls++;
        if (polls === 1) cut();
        if (polls <= 2) return task;
        return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      },
      respondActivityTaskCompleted: () => {
        completed++;
        return {};
      },
    }));
    let ran = 0;
    await using _ = await startWorker(server, { activities: { hello: () => ++ran }, maxConcurrentActivities: 1 });
    await eventually(() => expect(polls).toBe(3));
    await eventually(() => expect(completed).toBe(1));
    expect(ran).toBe(1);
  });

  test("[WRK-16] during a heartbeat: it is sent again", async () => {
    let beats = 0;
    await using server = await behindProxy((cut) => ({
      recordActivityTaskHeartbeat: () => {
        if (beats++ === 0) cut();
        return { cancelRequested: true };
      },
    }));
    await using _ = await startWorker(server, {
      activities: {
        beat() {
          activity.heartbeat("x");
          return activity.info().cancellation;
        },
      },
    });
    expect(await (await server.schedule("beat")).report).toEqual({ kind: "cancelled", details: [] });
    expect(await server.heartbeats()).toEqual([["x"], ["x"]]);
  });
});

test("[WRK-16] a server that asks for new connections all the time loses no task", async () => {
  await using server = await taskServer({ maxConnectionAgeMs: 10 });
  await using _ = await startWorker(server, { activities: { hello: (id: number) => id }, pollers: 3 });
  const ids = Array.from({ length: 100 }, (_each, id) => id);
  for (const id of ids) {
    const task = await server.schedule("hello", [id]);
    expect(await task.report).toEqual({ kind: "completed", result: [id] });
    expect(task.given).toBe(1);
  }
});

test("[WRK-16] a report that the server refuses is logged, and the worker goes on", async () => {
  const logger = memoryLogger();
  const respondActivityTaskCompleted = (): never => {
    throw new ConnectError("malformed", Code.InvalidArgument);
  };
  await using server = await taskServer({ handlers: { respondActivityTaskCompleted } });
  const activities = { hello: () => "hello", broken: () => Promise.reject(new Error("broken")) };
  await using _ = await startWorker(server, { activities, logger, maxConcurrentActivities: 1 });
  await server.schedule("hello");
  await eventually(() => expect(logger.find("could not be reported")).toMatchObject({ level: "error" }));
  expect(await (await server.schedule("broken")).report).toMatchObject({ kind: "failed" });
});

describe("what is too large", () => {
  const large = "x".repeat(2_000);
  const info = { case: "applicationFailureInfo", value: { type: "PayloadsTooLarge", nonRetryable: true } };

  test("[WRK-17] for the namespace is not sent: a result fails its attempt for good", async () => {
    await using server = await taskServer({ blobLimitBytes: 1_000 });
    await using _ = await startWorker(server, { activities: { fn: () => large } });
    expect(await (await server.schedule("fn")).report).toMatchObject({ failure: { failureInfo: info } });
    expect(server.requests("respondActivityTaskCompleted")).toEqual([]);
  });

  test("[WRK-17] for the server or a proxy fails its attempt for good, and is not sent again", async () => {
    const respondActivityTaskCompleted = (): never => {
      throw new ConnectError("grpc: received message larger than max (5000000 vs. 4194304)", Code.ResourceExhausted);
    };
    await using server = await taskServer({ handlers: { respondActivityTaskCompleted } });
    await using _ = await startWorker(server, { activities: { fn: () => "result" } });
    const report = await (await server.schedule("fn")).report;
    expect(report).toMatchObject({ failure: { failureInfo: info } });
    expect(server.requests("respondActivityTaskCompleted")).toHaveLength(1);
  });

  test("[WRK-17] in a heartbeat cancels the activity and fails it for good", async () => {
    await using server = await taskServer({ blobLimitBytes: 1_000 });
    await using _ = await startWorker(server, {
      activities: {
        beat: () => {
          activity.heartbeat(large);
          return activity.info().cancellation.catch(() => "never mind");
        },
      },
    });
    expect(await (await server.schedule("beat")).report).toMatchObject({
      failure: { failureInfo: info },
      lastHeartbeat: [],
    });
    expect(await server.heartbeats()).toEqual([]);
  });

  test("[WRK-17] of a failure is left out of it", async () => {
    let refused = 0;
    await using server = await taskServer({
      handlers: {
        respondActivityTaskFailed: ({ failure }) => {
          if ((failure?.message.length ?? 0) > 1_500) {
            refused++;
            throw new ConnectError("grpc: received message larger than max", Code.ResourceExhausted);
          }
          last = failure?.message ?? "";
          return {};
        },
      },
    });
    let last = "";
    await using _ = await startWorker(server, { activities: { fn: () => Promise.reject(new Error(large)) } });
    await server.schedule("fn");
    await eventually(() => expect(last).toContain("larger than the server takes"));
    expect(refused).toBe(1);
  });
});
