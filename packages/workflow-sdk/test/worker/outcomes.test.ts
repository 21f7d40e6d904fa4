import { memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test, vi } from "vitest";
import {
  activity,
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  type ActivityContext,
  type ActivityInterceptors,
} from "../../src/index.ts";
import { startWorker, taskQueue, taskServer, type Report } from "./support/task-server.ts";

async function reportOf(fn: () => unknown): Promise<Report> {
  await using server = await taskServer();
  await using _ = await startWorker(server, { activities: { fn } });
  return await (
    await server.schedule("fn")
  ).report;
}

/** The type and message of a failed attempt. */
function failureOf(report: Report): { message: string; type: string | undefined; nonRetryable: boolean | undefined } {
  if (report.kind !== "failed") throw new Error(`the attempt ended as ${report.kind}`);
  const { message, failureInfo } = report.failure;
  if (failureInfo.case !== "applicationFailureInfo") throw new Error("the server takes application failures only");
  return { message, type: failureInfo.value.type, nonRetryable: failureInfo.value.nonRetryable };
}

test("[WRK-18] info has the facts of the task", async () => {
  await using server = await taskServer();
  await using _ = await startWorker(server, {
    activities: {
      ask: () => {
        const { cancellation: _promise, signal: _signal, taskToken, ...rest } = activity.info();
        return { ...rest, token: new TextDecoder().decode(taskToken) };
      },
    },
  });
  const seconds = (count: bigint): { seconds: bigint; nanos: number } => ({ seconds: count, nanos: 500_000_000 });
  const task = await server.schedule("ask", [], {
    workflowType: { name: "order" },
    workflowExecution: { workflowId: "w", runId: "r" },
    attempt: 4,
    scheduledTime: seconds(1n),
    currentAttemptScheduledTime: seconds(2n),
    scheduleToCloseTimeout: seconds(30n),
    startToCloseTimeout: seconds(20n),
    heartbeatTimeout: seconds(10n),
    priority: { priorityKey: 2, fairnessKey: "tenant", fairnessWeight: 0.5 },
    retryPolicy: {
      initialInterval: seconds(1n),
      backoffCoefficient: 2,
      maximumAttempts: 7,
      nonRetryableErrorTypes: ["X"],
    },
    heartbeatDetails: { payloads: (await server.client.dataConverter.toPayloads(["half", 2])) as never },
  });
  expect(await task.report).toEqual({
    kind: "completed",
    result: [
      {
        base64TaskToken: Buffer.from("token-1").toString("base64"),
        token: "token-1",
        activityId: "id-1",
        activityType: "ask",
        namespace: "default",
        taskQueue,
        attempt: 4,
        isLocal: false,
        inWorkflow: true,
        workflowExecution: { workflowId: "w", runId: "r" },
        workflowType: "order",
        scheduledTimestampMs: 1500,
        currentAttemptScheduledTimestampMs: 2500,
        scheduleToCloseTimeoutMs: 30_500,
        startToCloseTimeoutMs: 20_500,
        heartbeatTimeoutMs: 10_500,
        heartbeatDetails: ["half", 2],
        priority: { priorityKey: 2, fairnessKey: "tenant", fairnessWeight: 0.5 },
        retryPolicy: {
          initialIntervalMs: 1500,
          backoffCoefficient: 2,
          maximumAttempts: 7,
          nonRetryableErrorTypes: ["X"],
        },
        cancelled: false,
      },
    ],
  });
});

test("[WRK-18] what a client scheduled has a run of its own, and no workflow", async () => {
  const info = async (): Promise<unknown> => {
    const { inWorkflow, activityRunId, workflowExecution, workflowType, heartbeatTimeoutMs } = activity.info();
    return [inWorkflow, activityRunId, workflowExecution ?? null, workflowType ?? null, heartbeatTimeoutMs ?? null];
  };
  expect(await reportOf(info)).toEqual({ kind: "completed", result: [[false, "run", null, null, null]] });
});

/** A promise of somebody else's making. */
class Thenable {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  // oxlint-disable-next-line unicorn/no-thenable -- to be one is what it is for
  then(resolve: (value: string) => void): void {
    resolve(this.#value);
  }
}

describe("results", () => {
  test.each([
    ["nothing", () => undefined, undefined],
    ["null", () => null, null],
    ["bytes", () => new Uint8Array([1, 2]), new Uint8Array([1, 2])],
    ["a promise's value", async () => 7, 7],
    ["what a thenable gives", () => new Thenable("then"), "then"],
  ])("[WRK-25] %s", async (_, fn, result) => {
    expect(await reportOf(fn)).toEqual({ kind: "completed", result: [result] });
  });

  test("[WRK-25] one that cannot be converted is told of where the worker runs, and is tried again", async () => {
    const logger = memoryLogger();
    await using server = await taskServer();
    await using _ = await startWorker(server, { activities: { fn: () => 1n }, logger });
    expect((await (await server.schedule("fn")).report).kind).toBe("failed");
    const record = logger.find("the result cannot be converted");
    expect(record).toMatchObject({ level: "warn", fields: { activityType: "fn", activityId: "id-1", attempt: 1 } });
  });

  test("[WRK-25] one that cannot be converted fails the attempt, which may be retried", async () => {
    const failure = failureOf(await reportOf(() => 1n));
    expect(failure.nonRetryable).toBe(false);
    expect(failure.message).toContain("BigInt");
  });
});

describe("what an activity throws", () => {
  class CardDeclined extends Error {}
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error("trap");
      },
    },
  );
  test.each([
    ["an error", new TypeError("no"), "TypeError", "no"],
    ["an error of its own class", new CardDeclined("declined"), "CardDeclined", "declined"],
    ["an application failure", ApplicationFailure.nonRetryable("gone", "Gone", 1), "Gone", "gone"],
    ["a cancellation that nobody asked for", new CancelledFailure("enough"), "CancelledFailure", "enough"],
    ["another's failure", new ActivityFailure("inner", { activityType: "x" }), "ActivityFailure", "inner"],
    ["a text", "plain", "", "plain"],
    ["undefined", undefined, "", "undefined"],
    ["null", null, "", "null"],
    ["an object", { code: 7 }, "", "7"],
    ["an object that resists", Object.create(null), "", ""],
    ["an object that throws", hostile, "UnreadableError", "cannot be looked at"],
  ])("[WRK-14] [WRK-25] %s is its failure", async (_, thrown: unknown, type, message) => {
    const failure = failureOf(
      await reportOf(() => {
        throw thrown;
      }),
    );
    expect(failure.type ?? "").toBe(type);
    expect(failure.message).toContain(message);
    expect(failure.nonRetryable).toBe(type === "Gone");
  });

  test("[WRK-25] details that cannot be converted do not hide the failure", async () => {
    const failure = failureOf(
      await reportOf(() => {
        throw ApplicationFailure.nonRetryable("declined", "CardDeclined", () => "no payload");
      }),
    );
    expect(failure).toMatchObject({ type: "CardDeclined", nonRetryable: true });
    expect(failure.message).toContain("declined");
    expect(failure.message).toContain("could not be converted");
  });

  test("[WRK-14] is logged with what is known of the activity; benign failures quietly", async () => {
    const logger = memoryLogger();
    await using server = await taskServer();
    const broken = new Error("broken");
    await using _ = await startWorker(server, {
      logger,
      activities: {
        loud: () => Promise.reject(broken),
        benign: () => Promise.reject(new ApplicationFailure("as expected", { category: "BENIGN" })),
      },
    });
    await (
      await server.schedule("loud")
    ).report;
    await (
      await server.schedule("benign")
    ).report;
    const failed = logger.records.filter(({ message }) => message.includes("failed"));
    expect(failed.map(({ level, fields }) => [level, fields["activityType"]])).toEqual([
      ["warn", "loud"],
      ["debug", "benign"],
    ]);
    expect(failed[0]?.fields["err"]).toBe(broken);
  });
});

test("[WRK-9] an activity that the worker does not have fails, to be tried again elsewhere", async () => {
  await using server = await taskServer();
  await using _ = await startWorker(server, { activities: { known: () => 1, other: () => 2 } });
  const failure = failureOf(await (await server.schedule("unknown")).report);
  expect(failure).toMatchObject({ type: "NotFoundError", nonRetryable: false });
  expect(failure.message).toContain("'unknown'");
  expect(failure.message).toContain("known, other");
});

test("[WRK-9] arguments that cannot be read fail the attempt", async () => {
  await using server = await taskServer();
  await using _ = await startWorker(server, { activities: { fn: () => 1 } });
  const encoding = new TextEncoder().encode("binary/strange");
  const task = await server.schedule("fn", [], { input: { payloads: [{ metadata: { encoding }, data: encoding }] } });
  expect(failureOf(await task.report).message).toContain("binary/strange");
});

test("[WRK-21] CompleteAsyncError frees the slot, and reports nothing", async () => {
  await using server = await taskServer();
  await using _ = await startWorker(server, {
    maxConcurrentActivities: 1,
    activities: {
      later: () => {
        throw new activity.CompleteAsyncError();
      },
      now: () => "now",
    },
  });
  const later = await server.schedule("later");
  expect(await (await server.schedule("now")).report).toEqual({ kind: "completed", result: ["now"] });
  expect(later.given).toBe(1);
  expect(server.calls.filter(({ method }) => method.startsWith("respond"))).toHaveLength(1);
});

test("[WRK-22] inbound interceptors are around the activity, the first outermost, with its headers and context", async () => {
  await using server = await taskServer();
  const seen: unknown[] = [];
  const tracing =
    (name: string) =>
    (context: ActivityContext): ActivityInterceptors => ({
      inbound: {
        async execute(input, next) {
          const { data } = input.headers["trace"] ?? {};
          seen.push([name, context.info.activityType, activity.info().attempt, new TextDecoder().decode(data)]);
          return `${name}(${String(await next({ ...input, args: [...input.args, name] }))})`;
        },
      },
    });
  await using _ = await startWorker(server, {
    activities: { join: (...args: string[]) => args.join("+") },
    interceptors: { activity: [tracing("a"), tracing("b")] },
  });
  const trace = {
    metadata: { encoding: new TextEncoder().encode("binary/plain") },
    data: new TextEncoder().encode("t"),
  };
  const task = await server.schedule("join", ["x"], { header: { fields: { trace } } });
  expect(await task.report).toEqual({ kind: "completed", result: ["a(b(x+a+b))"] });
  expect(seen).toEqual([
    ["a", "join", 1, "t"],
    ["b", "join", 1, "t"],
  ]);
});

test("[WRK-22] an interceptor that throws fails the attempt", async () => {
  await using server = await taskServer();
  const failing = (): ActivityInterceptors => {
    throw new Error("no interceptor");
  };
  await using _ = await startWorker(server, { activities: { fn: () => 1 }, interceptors: { activity: [failing] } });
  expect(failureOf(await (await server.schedule("fn")).report).message).toBe("no interceptor");
});

test("[WRK-25] an activity that keeps the worker from its work is told of", async () => {
  const logger = memoryLogger();
  const now = performance.now.bind(performance);
  let laterMs = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now() + laterMs);
  try {
    await using server = await taskServer();
    const activities = { compute: () => (laterMs += 1_500), quick: () => 1 };
    await using _ = await startWorker(server, { logger, activities });
    await (
      await server.schedule("quick")
    ).report;
    expect(logger.find("kept the worker")).toBeUndefined();
    await (
      await server.schedule("compute")
    ).report;
    const { fields } = logger.find("kept the worker") ?? {};
    expect(fields).toMatchObject({ activityType: "compute", activityId: "id-2" });
    expect(fields?.["blockedMs"]).toBeGreaterThanOrEqual(1_500);
  } finally {
    clock.mockRestore();
  }
});
