import { Code } from "@connectrpc/connect";
import { enums } from "@millrace/protocol/temporal";
import { describe, expect, test } from "vitest";
import { activity, complete, seconds, wire } from "./support/commands.ts";
import { TestEngine, type Answer } from "./support/engine.ts";

const { RetryState, TimeoutType, PendingActivityState } = enums;

type Options = Parameters<typeof activity>[1];

async function scheduled(options: Options = {}): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.start("w");
  await engine.turn([activity("a", options)]);
  return engine;
}

async function task(engine: TestEngine): Promise<Answer<"pollActivityTaskQueue">> {
  const found = await engine.activityTask();
  if (found === undefined) throw new Error("there is no activity task");
  return found;
}

const fail = async (engine: TestEngine, more: object = {}): Promise<void> => {
  const { taskToken } = await task(engine);
  const info = { type: "Oops", ...more };
  const failure = { message: "oops", failureInfo: { case: "applicationFailureInfo", value: info } as const };
  await engine.call("respondActivityTaskFailed", { taskToken, identity: "worker", failure });
};

const pending = async (engine: TestEngine): Promise<Answer<"describeWorkflowExecution">["pendingActivities"]> =>
  (await engine.call("describeWorkflowExecution", { execution: { workflowId: "w" } })).pendingActivities;

describe("attempts", () => {
  test("[ENG-15] a worker gets all limits of an activity, also those that nobody set", async () => {
    using engine = await scheduled({ heartbeatTimeout: seconds(3) });
    expect(await task(engine)).toMatchObject({
      activityId: "a",
      attempt: 1,
      workflowNamespace: "default",
      scheduleToCloseTimeout: { seconds: 0n },
      startToCloseTimeout: { seconds: 10n },
      heartbeatTimeout: { seconds: 3n },
      retryPolicy: { initialInterval: { seconds: 1n }, maximumInterval: { seconds: 100n }, backoffCoefficient: 2 },
    });
  });

  test("[ENG-15] limits follow from each other and from the run, but nobody has to beat who was not told to", async () => {
    using engine = new TestEngine();
    await engine.start("w", { workflowRunTimeout: seconds(50) });
    await engine.turn([activity("a", { startToCloseTimeout: seconds(70) })]);
    expect(await task(engine)).toMatchObject({
      scheduleToCloseTimeout: { seconds: 50n },
      startToCloseTimeout: { seconds: 50n },
      heartbeatTimeout: { seconds: 0n },
    });
  });

  test("[ENG-16] an activity that runs is no history before it ends", async () => {
    using engine = await scheduled();
    const { taskToken } = await task(engine);
    expect((await engine.kinds("w")).at(-1)).toBe("ACTIVITY_TASK_SCHEDULED");
    expect(await pending(engine)).toMatchObject([{ state: PendingActivityState.STARTED, attempt: 1 }]);
    await engine.clock.advance(2000);
    await engine.call("respondActivityTaskCompleted", { taskToken });
    const [started, completed] = (await engine.events("w")).slice(5);
    expect(started).toMatchObject({ eventTime: { seconds: 1_700_000_000n }, attributes: { value: { attempt: 1 } } });
    expect(completed?.attributes.value).toMatchObject({ scheduledEventId: 5n, startedEventId: 6n });
  });

  test("[ENG-17] an attempt that failed is followed by another, later and later", async () => {
    using engine = await scheduled();
    for (const waitMs of [1000, 2000, 4000]) {
      await fail(engine);
      await engine.clock.advance(waitMs - 1);
      expect(await engine.activityTask()).toBeUndefined();
      await engine.clock.advance(1);
    }
    const { taskToken, attempt } = await task(engine);
    expect(attempt).toBe(4);
    expect(await pending(engine)).toMatchObject([{ lastFailure: { message: "oops" } }]);
    await engine.call("respondActivityTaskCompleted", { taskToken });
    const started = (await engine.events("w"))[5];
    expect(started?.attributes.value).toMatchObject({ attempt: 4, lastFailure: { message: "oops" } });
  });

  test.each([
    ["its policy allows no more", { retryPolicy: { maximumAttempts: 1 } }, {}, RetryState.MAXIMUM_ATTEMPTS_REACHED],
    ["it says so itself", {}, { nonRetryable: true }, RetryState.NON_RETRYABLE_FAILURE],
    ["its type is listed", { retryPolicy: { nonRetryableErrorTypes: ["Oops"] } }, {}, RetryState.NON_RETRYABLE_FAILURE],
    ["there is no time", { scheduleToCloseTimeout: seconds(1) }, { nextRetryDelay: seconds(2) }, RetryState.TIMEOUT],
  ])("[ENG-18] a failure is the end of an activity if %s", async (_, options, info, retryState) => {
    using engine = await scheduled(options);
    await fail(engine, info);
    expect((await engine.events("w"))[6]?.attributes.value).toMatchObject({ failure: { message: "oops" }, retryState });
    expect(await engine.workflowTask()).toBeDefined();
  });

  test("[ENG-17] a failure may name the wait for the next attempt, longer than the policy has it", async () => {
    using engine = await scheduled({ retryPolicy: { maximumInterval: seconds(1) } });
    await fail(engine, { nextRetryDelay: seconds(30) });
    await engine.clock.advance(29_999);
    expect(await engine.activityTask()).toBeUndefined();
    await engine.clock.advance(1);
    expect((await task(engine)).attempt).toBe(2);
  });

  test("[ENG-19] what a worker says of an attempt that is over is not found", async () => {
    using engine = await scheduled();
    const { taskToken } = await task(engine);
    await engine.clock.advance(10_000);
    const late = engine.call("respondActivityTaskCompleted", { taskToken });
    await expect(late).rejects.toMatchObject({ code: Code.NotFound });
    await engine.clock.advance(1000);
    expect((await task(engine)).attempt).toBe(2);
    await expect(engine.call("recordActivityTaskHeartbeat", { taskToken })).rejects.toMatchObject({
      code: Code.NotFound,
    });
  });
});

describe("limits of time", () => {
  test("[ENG-20] nobody took it", async () => {
    using engine = await scheduled({ scheduleToStartTimeout: seconds(2) });
    await engine.clock.advance(2000);
    expect((await engine.events("w"))[5]?.attributes.value).toMatchObject({
      startedEventId: 0n,
      retryState: RetryState.TIMEOUT,
      failure: {
        message: "activity ScheduleToStart timeout",
        failureInfo: { value: { timeoutType: TimeoutType.SCHEDULE_TO_START } },
      },
    });
    expect(await engine.activityTask()).toBeUndefined();
  });

  test("[ENG-20] an attempt took too long, and then all of them", async () => {
    using engine = await scheduled({ scheduleToCloseTimeout: seconds(15), startToCloseTimeout: seconds(10) });
    await task(engine);
    await engine.clock.advance(11_000);
    expect((await task(engine)).attempt).toBe(2);
    await engine.clock.advance(4000);
    const timedOut = (await engine.events("w")).find(
      ({ eventType }) => eventType === enums.EventType.ACTIVITY_TASK_TIMED_OUT,
    );
    expect(timedOut?.attributes.value).toMatchObject({
      failure: {
        failureInfo: { value: { timeoutType: TimeoutType.SCHEDULE_TO_CLOSE } },
        cause: { failureInfo: { value: { timeoutType: TimeoutType.START_TO_CLOSE } } },
      },
    });
  });

  test("[ENG-20] a worker that beats lives on; one that stops is late, and its details are kept", async () => {
    using engine = await scheduled({ heartbeatTimeout: seconds(2), retryPolicy: { initialInterval: seconds(1) } });
    const { taskToken } = await task(engine);
    const details = { payloads: [{ data: new Uint8Array([7]) }] };
    for (let beats = 0; beats < 3; beats++) {
      await engine.clock.advance(1500);
      await engine.call("recordActivityTaskHeartbeat", { taskToken, details });
    }
    await engine.clock.advance(2000);
    await engine.clock.advance(1000);
    expect(await task(engine)).toMatchObject({ attempt: 2, heartbeatDetails: details });
  });
});

describe("cancellation", () => {
  const cancel = wire("requestCancelActivityTask", { scheduledEventId: 5n });

  test("[ENG-21] a worker learns by its heartbeat, and then may report it", async () => {
    using engine = await scheduled();
    const { taskToken } = await task(engine);
    const early = engine.call("respondActivityTaskCanceled", { taskToken });
    await expect(early).rejects.toMatchObject({ code: Code.InvalidArgument });
    expect(await engine.call("recordActivityTaskHeartbeat", { taskToken })).toMatchObject({ cancelRequested: false });
    await engine.signal("w");
    await engine.turn([cancel]);
    expect(await engine.call("recordActivityTaskHeartbeat", { taskToken })).toMatchObject({ cancelRequested: true });
    await engine.call("respondActivityTaskCanceled", { taskToken });
    const canceled = (await engine.events("w")).find(
      ({ eventType }) => eventType === enums.EventType.ACTIVITY_TASK_CANCELED,
    );
    expect(canceled?.attributes.value).toMatchObject({ scheduledEventId: 5n, latestCancelRequestedEventId: 10n });
  });

  test("[ENG-21] one that nobody has is over at once, and another task follows", async () => {
    using engine = await scheduled();
    await engine.signal("w");
    await engine.turn([cancel]);
    expect((await engine.kinds("w")).slice(-3)).toEqual([
      "ACTIVITY_TASK_CANCEL_REQUESTED",
      "ACTIVITY_TASK_CANCELED",
      "WORKFLOW_TASK_SCHEDULED",
    ]);
    expect(await engine.activityTask()).toBeUndefined();
  });
});

describe("other ways", () => {
  test("[ENG-22] who knows its ids may complete it, also before a worker has it", async () => {
    using engine = await scheduled();
    await engine.call("respondActivityTaskCompletedById", { workflowId: "w", activityId: "a", identity: "me" });
    expect((await engine.kinds("w")).slice(5, 7)).toEqual(["ACTIVITY_TASK_STARTED", "ACTIVITY_TASK_COMPLETED"]);
    const again = engine.call("respondActivityTaskCompletedById", { workflowId: "w", activityId: "a" });
    await expect(again).rejects.toMatchObject({ code: Code.NotFound });
  });

  test("[ENG-22] all else by ids needs a worker that has it", async () => {
    using engine = await scheduled();
    const ids = { workflowId: "w", activityId: "a" };
    await expect(engine.call("recordActivityTaskHeartbeatById", ids)).rejects.toMatchObject({ code: Code.NotFound });
    await expect(engine.call("respondActivityTaskFailedById", ids)).rejects.toMatchObject({ code: Code.NotFound });
    await task(engine);
    expect(await engine.call("recordActivityTaskHeartbeatById", ids)).toMatchObject({ cancelRequested: false });
  });

  test("[ENG-23] a worker that asks for it gets the activity with its answer", async () => {
    using engine = new TestEngine();
    await engine.start("w");
    const { activityTasks } = await engine.turn([activity("a", { requestEagerExecution: true }), activity("b")]);
    expect(activityTasks).toMatchObject([{ activityId: "a", attempt: 1 }]);
    expect((await task(engine)).activityId).toBe("b");
    const taskToken = activityTasks[0]?.taskToken ?? new Uint8Array();
    await engine.call("respondActivityTaskCompleted", { taskToken });
    expect((await engine.kinds("w")).slice(6, 8)).toEqual(["ACTIVITY_TASK_STARTED", "ACTIVITY_TASK_COMPLETED"]);
  });

  test("[ENG-23] not if the run ends by the same answer, nor if the server does not want it", async () => {
    using engine = new TestEngine();
    await engine.start("w");
    const closing = await engine.turn([activity("a", { requestEagerExecution: true }), complete()]);
    expect(closing.activityTasks).toEqual([]);
    using other = new TestEngine({ eagerActivities: false });
    await other.start("w");
    expect((await other.turn([activity("a", { requestEagerExecution: true })])).activityTasks).toEqual([]);
    expect((await task(other)).activityId).toBe("a");
  });

  test("[ENG-24] a result that is too large fails the activity", async () => {
    using engine = new TestEngine({ limits: { blobBytes: 10 } });
    await engine.start("w");
    await engine.turn([activity("a")]);
    const { taskToken } = await task(engine);
    await engine.call("respondActivityTaskCompleted", {
      taskToken,
      result: { payloads: [{ data: new Uint8Array(11) }] },
    });
    expect((await engine.events("w"))[6]?.attributes.value).toMatchObject({
      failure: { message: "Complete result exceeds size limit." },
      retryState: RetryState.NON_RETRYABLE_FAILURE,
    });
  });
});
