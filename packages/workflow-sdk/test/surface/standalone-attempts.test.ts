import { enums, type workflowservice } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { activityBench, failureOf, namespace, seconds, type ActivityBench } from "./support/activities.ts";
import { statusOf } from "./support/expect-status.ts";
import { payloads, valueOf } from "./support/served.ts";

const { RetryState } = enums;

type Task = workflowservice.PollActivityTaskQueueResponse;

const boom = (more: object = {}) => ({
  message: "boom",
  failureInfo: { case: "applicationFailureInfo", value: { type: "Boom", ...more } } as const,
});

const fail = ({ workflows }: ActivityBench, { taskToken }: Task, failure: ReturnType<typeof boom> = boom()) =>
  workflows.respondActivityTaskFailed({ namespace, taskToken, failure, identity: "worker" });

test("[SRV-25] a failed attempt is tried again after the policy's waits, until it ends well", async () => {
  await using bench = await activityBench();
  await bench.start("a", { retryPolicy: { initialInterval: seconds(2), maximumInterval: seconds(5) } });
  for (const [attempt, waitMs] of [2000, 4000, 5000, 5000].entries()) {
    const task = await bench.poll();
    expect(task.attempt).toBe(attempt + 1);
    await fail(bench, task);
    expect(await bench.info("a")).toMatchObject({
      attempt: attempt + 2,
      currentRetryInterval: seconds(waitMs / 1000),
      lastFailure: { message: "boom" },
      lastWorkerIdentity: "worker",
    });
    await bench.clock.advance(waitMs);
  }
  const { taskToken, attempt } = await bench.poll();
  await bench.workflows.respondActivityTaskCompleted({ namespace, taskToken, result: payloads(attempt) });
  const outcome = await bench.outcome("a");
  expect(valueOf(outcome?.value.value as never)).toBe(5);
});

test.each<[what: string, retryState: enums.RetryState, failure: ReturnType<typeof boom>]>([
  ["no attempt is left", RetryState.MAXIMUM_ATTEMPTS_REACHED, boom()],
  ["the failure says so", RetryState.NON_RETRYABLE_FAILURE, boom({ nonRetryable: true })],
  ["its type is listed", RetryState.NON_RETRYABLE_FAILURE, boom({ type: "Fatal" })],
])("[SRV-25] an attempt is the last one where %s", async (_, retryState, failure) => {
  await using bench = await activityBench();
  const maximumAttempts = retryState === RetryState.MAXIMUM_ATTEMPTS_REACHED ? 1 : 0;
  await bench.start("a", { retryPolicy: { maximumAttempts, nonRetryableErrorTypes: ["Fatal"] } });
  await fail(bench, await bench.poll(), failure);
  const outcome = await bench.outcome("a");
  expect([failureOf(outcome), outcome?.retryState]).toEqual(["boom/applicationFailureInfo", retryState]);
  expect((await bench.info("a")).status).toBe(enums.ActivityExecutionStatus.FAILED);
});

test("[SRV-25] a failure may ask for a wait of its own", async () => {
  await using bench = await activityBench();
  await bench.start("a");
  await fail(bench, await bench.poll(), boom({ nextRetryDelay: seconds(500) }));
  expect((await bench.info("a")).currentRetryInterval).toMatchObject(seconds(500));
});

test("[SRV-25] no attempt is made that would begin after the end", async () => {
  await using bench = await activityBench();
  await bench.start("a", { scheduleToCloseTimeout: seconds(5), retryPolicy: { initialInterval: seconds(10) } });
  await fail(bench, await bench.poll());
  const outcome = await bench.outcome("a");
  expect([failureOf(outcome), outcome?.retryState]).toEqual(["boom/applicationFailureInfo", RetryState.TIMEOUT]);
});

test("[SRV-25] a failure without a failure still has an outcome", async () => {
  await using bench = await activityBench();
  await bench.start("a", { retryPolicy: { maximumAttempts: 1 } });
  const { taskToken } = await bench.poll();
  await bench.workflows.respondActivityTaskFailed({ namespace, taskToken });
  expect(failureOf(await bench.outcome("a"))).toBe("activity task failed without failure details");
});

test("[SRV-26] nobody takes it: schedule to start", async () => {
  await using bench = await activityBench();
  await bench.start("a", { scheduleToStartTimeout: seconds(3) });
  await bench.clock.advance(2999);
  expect((await bench.info("a")).status).toBe(enums.ActivityExecutionStatus.RUNNING);
  await bench.clock.advance(1);
  const outcome = await bench.outcome("a");
  expect(failureOf(outcome)).toBe("activity ScheduleToStart timeout/timeoutFailureInfo");
  expect([outcome?.retryState, (await bench.info("a")).status]).toEqual([RetryState.TIMEOUT, 6]);
});

test("[SRV-26] an attempt takes too long: it is tried again, and the worker's answer comes too late", async () => {
  await using bench = await activityBench();
  await bench.start("a");
  const first = await bench.poll();
  await bench.clock.advance(10_000);
  expect((await bench.info("a")).lastFailure?.message).toBe("activity StartToClose timeout");
  const late = bench.workflows.respondActivityTaskCompleted({ namespace, taskToken: first.taskToken });
  expect(await statusOf(() => late)).toEqual({ code: "NotFound", message: "activity not found for ID: a" });
  await bench.clock.advance(1000);
  expect((await bench.poll()).attempt).toBe(2);
});

test("[SRV-26] heartbeats keep an attempt, their details are for the next one, and silence ends it", async () => {
  await using bench = await activityBench();
  const { workflows, clock } = bench;
  await bench.start("a", { heartbeatTimeout: seconds(2), startToCloseTimeout: seconds(60) });
  const { taskToken } = await bench.poll();
  for (let beat = 1; beat <= 3; beat++) {
    await clock.advance(1500);
    await workflows.recordActivityTaskHeartbeat({ namespace, taskToken, details: payloads(beat) });
  }
  expect(await bench.info("a")).toMatchObject({ attempt: 1, totalHeartbeatCount: 3n });
  await clock.advance(2000);
  expect(await bench.info("a")).toMatchObject({
    attempt: 2,
    lastFailure: { message: "activity Heartbeat timeout", failureInfo: { value: { timeoutType: 4 } } },
  });
  await clock.advance(1000);
  expect(valueOf((await bench.poll()).heartbeatDetails)).toBe(3);
});

test("[SRV-26] the last attempt takes too long: the timeout has the failure before as its cause", async () => {
  await using bench = await activityBench();
  await bench.start("a", { retryPolicy: { maximumAttempts: 2 } });
  await fail(bench, await bench.poll());
  await bench.clock.advance(1000);
  const { taskToken } = await bench.poll();
  await bench.workflows.recordActivityTaskHeartbeat({ namespace, taskToken, details: payloads("half") });
  await bench.clock.advance(10_000);
  const outcome = await bench.outcome("a");
  expect(outcome?.value.value).toMatchObject({
    message: "activity StartToClose timeout",
    cause: { message: "boom" },
    failureInfo: { value: { timeoutType: 1 } },
  });
  expect(outcome?.retryState).toBe(RetryState.MAXIMUM_ATTEMPTS_REACHED);
});

test("[SRV-26] everything takes too long: schedule to close, with or without a worker", async () => {
  await using bench = await activityBench();
  await bench.start("waits", { taskQueue: { name: "other" }, scheduleToCloseTimeout: seconds(5) });
  await bench.start("runs", { scheduleToCloseTimeout: seconds(5) });
  await bench.poll();
  await bench.clock.advance(5000);
  for (const id of ["waits", "runs"]) {
    expect((await bench.info(id)).status).toBe(enums.ActivityExecutionStatus.TIMED_OUT);
  }
  expect(failureOf(await bench.outcome("runs"))).toBe("activity ScheduleToClose timeout/timeoutFailureInfo");
});

test("[SRV-26] an attempt times out and there is no time for another: that is schedule to close, too", async () => {
  await using bench = await activityBench();
  const retryPolicy = { initialInterval: seconds(10) };
  await bench.start("a", { startToCloseTimeout: seconds(5), scheduleToCloseTimeout: seconds(10), retryPolicy });
  await bench.poll();
  await bench.clock.advance(5000);
  const outcome = await bench.outcome("a");
  expect(outcome?.value.value).toMatchObject({
    message: "Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying",
    failureInfo: { value: { timeoutType: 3 } },
  });
});

test("[SRV-27] results and details that are too large fail the activity for good", async () => {
  await using bench = await activityBench();
  const { workflows } = bench;
  const large = payloads("x".repeat(2_100_000));
  await bench.start("result");
  const first = await bench.poll();
  await workflows.respondActivityTaskCompleted({ namespace, taskToken: first.taskToken, result: large });
  expect(failureOf(await bench.outcome("result"))).toBe("Complete result exceeds size limit./serverFailureInfo");
  await bench.start("details");
  const second = await bench.poll();
  const beat = await workflows.recordActivityTaskHeartbeat({ namespace, taskToken: second.taskToken, details: large });
  expect(beat.cancelRequested).toBe(true);
  expect(failureOf(await bench.outcome("details"))).toBe("Heartbeat details exceed size limit./serverFailureInfo");
});

test("[SRV-27] the worker of an attempt that is over does not speak for the next", async () => {
  await using bench = await activityBench();
  await bench.start("a");
  const { taskToken } = await bench.poll();
  await bench.clock.advance(11_000);
  expect((await bench.poll()).attempt).toBe(2);
  const late = bench.workflows.respondActivityTaskCompleted({ namespace, taskToken, result: payloads("late") });
  expect((await statusOf(() => late)).code).toBe("NotFound");
  expect((await bench.info("a")).status).toBe(enums.ActivityExecutionStatus.RUNNING);
});

test("[SRV-27] reports by id: without a workflow id they mean a standalone activity", async () => {
  await using bench = await activityBench();
  const { workflows } = bench;
  await bench.start("a");
  const early = workflows.recordActivityTaskHeartbeatById({ namespace, activityId: "a" });
  expect((await statusOf(() => early)).code).toBe("NotFound");
  await bench.poll();
  await workflows.recordActivityTaskHeartbeatById({ namespace, activityId: "a", details: payloads(1) });
  await workflows.respondActivityTaskFailedById({ namespace, activityId: "a", failure: boom() });
  expect(await bench.info("a")).toMatchObject({ attempt: 2, totalHeartbeatCount: 1n });
  // By its id it can be completed while nobody has it.
  await workflows.respondActivityTaskCompletedById({ namespace, activityId: "a", result: payloads("by id") });
  expect(valueOf((await bench.outcome("a"))?.value.value as never)).toBe("by id");
  const twice = workflows.respondActivityTaskCompletedById({ namespace, activityId: "a" });
  expect((await statusOf(() => twice)).code).toBe("NotFound");
});

test("[SRV-27] a token that nobody gave is refused", async () => {
  await using bench = await activityBench();
  for (const text of ["x", "{}", "standalone-activity:", "standalone-activity:[1]"]) {
    const taskToken = new TextEncoder().encode(text);
    const status = await statusOf(() => bench.workflows.respondActivityTaskCompleted({ namespace, taskToken }));
    expect(status.code).toBe("InvalidArgument");
  }
});
