import { silentLogger } from "@millrace/protocol";
import { collect } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import {
  activityInfo,
  ApplicationFailure,
  cancellationDetails,
  cancellationSignal,
  cancelled,
  CancelledFailure,
  CompleteAsyncError,
  Context,
  heartbeat,
  log,
  sleep,
  type Info,
} from "../../src/activity-face.ts";
import {
  ActivityCancelledError,
  ActivityClient,
  ActivityExecutionAlreadyStartedError,
  ActivityExecutionFailedError,
  ActivityExecutionStatus,
  ActivityIdConflictPolicy,
  ActivityIdReusePolicy,
  ActivityNotFoundError,
  AsyncCompletionClient,
  Client,
  Connection,
  PendingActivityState,
  type ActivityHandle,
  type ActivityOptions,
} from "../../src/client-face.ts";
import { ActivityCancellationDetails } from "../../src/common-face.ts";
import { startServer } from "../../src/server.ts";
import { MockActivityEnvironment } from "../../src/testing.ts";
import { Worker } from "../../src/worker.ts";

const taskQueue = "jobs";
const options = (id: string): ActivityOptions => ({ id, taskQueue, startToCloseTimeout: "1 minute" });

/** As in the official samples: a class with what its activities need. */
const createActivities = (db: { get(key: string): Promise<string> }) => ({
  async greet(message: string): Promise<string> {
    const name = await db.get("name");
    log.info("greeting", { name });
    return `${message}: ${name} (${activityInfo().activityType})`;
  },
  async refuses(): Promise<never> {
    throw ApplicationFailure.create({ message: "no", type: "Refused", nonRetryable: true, details: [1] });
  },
});

test("[FACE-4] activities with what they need are started by name, with types", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const client = new Client({ connection });
  const activities = createActivities({ get: async () => "Temporal" });
  await using _worker = await new Worker(client, { taskQueue, activities, logger: silentLogger }).start();
  const typed = client.activity.typed<typeof activities>();
  expect(await typed.execute("greet", { ...options("a"), args: ["Hello"] })).toBe("Hello: Temporal (greet)");
  const error: unknown = await client.activity.execute("refuses", options("b")).catch((thrown: unknown) => thrown);
  if (!(error instanceof ActivityExecutionFailedError)) throw error;
  expect(error.cause).toBeInstanceOf(ApplicationFailure);
  expect(error.cause).toMatchObject({ message: "no", type: "Refused", nonRetryable: true, details: [1] });

  const reused = { ...options("a"), idReusePolicy: ActivityIdReusePolicy.REJECT_DUPLICATE };
  await expect(client.activity.start("greet", reused)).rejects.toBeInstanceOf(ActivityExecutionAlreadyStartedError);
  const listed = await collect(client.activity.list("ActivityType = 'greet'"));
  expect(listed).toMatchObject([{ activityId: "a", status: ActivityExecutionStatus.COMPLETED }]);
  expect((await client.activity.count("")).count).toBe(2);
});

test("[FACE-4] [FACE-5] an activity heartbeats, and stops when it is cancelled", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const client = new ActivityClient({ connection });
  const running = Promise.withResolvers<void>();
  const seen: unknown[] = [];
  const fakeProgress = async (): Promise<void> => {
    try {
      for (let progress = 1; ; progress += 1) {
        heartbeat(progress);
        running.resolve();
        await Context.current().sleep("10 ms");
      }
    } catch (error) {
      seen.push(
        error instanceof CancelledFailure,
        cancellationSignal().aborted,
        cancellationDetails()?.cancelRequested,
        cancellationDetails() instanceof ActivityCancellationDetails,
      );
      throw error;
    }
  };
  await using _worker = await new Worker(client, { taskQueue, activities: { fakeProgress } }).start();
  const started = { ...options("p"), heartbeatTimeout: "1s", idConflictPolicy: ActivityIdConflictPolicy.FAIL } as const;
  const handle: ActivityHandle = await client.start("fakeProgress", started);
  await running.promise;
  const described = await handle.describe();
  expect(described).toMatchObject({ runState: PendingActivityState.STARTED, heartbeatTimeoutMs: 1000, attempt: 1 });
  await handle.cancel("late");
  const error: unknown = await client
    .getHandle("p")
    .result()
    .catch((thrown: unknown) => thrown);
  expect((error as ActivityExecutionFailedError).cause).toBeInstanceOf(CancelledFailure);
  expect(seen).toEqual([true, true, true, true]);
});

test("[FACE-4] an activity is completed from elsewhere, by its token and by ids", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const client = new Client({ connection });
  const tokens: Uint8Array[] = [];
  const doSomethingAsync = async (): Promise<never> => {
    tokens.push(activityInfo().taskToken);
    throw new CompleteAsyncError();
  };
  await using _worker = await new Worker(client, { taskQueue, activities: { doSomethingAsync } }).start();
  const start = async (id: string): Promise<ActivityHandle<string>> => {
    const before = tokens.length;
    const handle = await client.activity.start<string>("doSomethingAsync", options(id));
    await expect.poll(() => tokens.length).toBeGreaterThan(before);
    return handle;
  };
  const elsewhere = new AsyncCompletionClient({ connection });
  const first = await start("one");
  await elsewhere.heartbeat(tokens[0] as Uint8Array, "half");
  expect(await (await first.describe()).getHeartbeatDetails()).toBe("half");
  await elsewhere.complete(tokens[0] as Uint8Array, "Job's done!");
  expect(await first.result()).toBe("Job's done!");
  await expect(elsewhere.complete(tokens[0] as Uint8Array, "again")).rejects.toBeInstanceOf(ActivityNotFoundError);

  const second = await start("two");
  await second.cancel("late");
  await expect(client.activity.heartbeat({ activityId: "two" })).rejects.toBeInstanceOf(ActivityCancelledError);
  await client.activity.reportCancellation({ activityId: "two" }, "stopped");
  await expect(second.result()).rejects.toMatchObject({ cause: { name: "CancelledFailure", details: ["stopped"] } });

  const third = await start("three");
  await client.activity.fail({ activityId: "three" }, ApplicationFailure.nonRetryable("no disk"));
  await expect(third.result()).rejects.toMatchObject({ cause: { message: "no disk" } });
});

test("[FACE-5] the context says what the official one says", async () => {
  const lines: unknown[] = [];
  const write = (fields: object, message: string): void => void lines.push({ ...fields, message });
  const logger = { debug: write, info: write, warn: write, error: write };
  const environment = new MockActivityEnvironment({
    info: { heartbeatDetails: [{ done: 3 }], attempt: 2, retryPolicy: { initialIntervalMs: 5 } },
    logger,
  });
  await environment.run(() => {
    const context = Context.current();
    expect(Context.current()).toBe(context);
    const info: Info = context.info;
    expect(info).toMatchObject({
      attempt: 2,
      heartbeatDetails: { done: 3 },
      activityNamespace: "default",
      workflowNamespace: "default",
      retryPolicy: { initialInterval: 5 },
    });
    context.log.warn("careful", { more: 1 });
    context.heartbeat("x");
    context.heartbeat();
  });
  expect(lines).toMatchObject([{ message: "careful", more: 1, activityId: "test" }]);
  expect(environment.heartbeats).toEqual([["x"], []]);
});

test("[FACE-5] sleep and cancelled end when the activity is to stop", async () => {
  const environment = new MockActivityEnvironment();
  const ended = environment.run(async () => Promise.allSettled([sleep("1 hour"), cancelled()]));
  environment.cancel("WORKER_SHUTDOWN");
  for (const end of await ended) {
    expect(end).toMatchObject({ status: "rejected", reason: { message: "WORKER_SHUTDOWN" } });
    expect((end as PromiseRejectedResult).reason).toBeInstanceOf(CancelledFailure);
  }
  expect(() => Context.current()).toThrow("WORKFLOW_NOT_IN_ACTIVITY");
});
