import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { activityBench, failureOf, namespace, seconds } from "./support/activities.ts";
import { statusOf } from "./support/expect-status.ts";
import { payloads, valueOf } from "./support/served.ts";

const activityId = "a";
const me = { namespace, activityId, identity: "me" };

test("[SRV-28] an activity that no worker has is canceled at once, with the reason", async () => {
  await using bench = await activityBench();
  await bench.start(activityId);
  await bench.workflows.requestCancelActivityExecution({ ...me, reason: "enough" });
  const outcome = await bench.outcome(activityId);
  expect(failureOf(outcome)).toBe("Activity canceled/canceledFailureInfo");
  expect(outcome?.value.value).toMatchObject({ failureInfo: { value: { identity: "me" } } });
  expect(await bench.info(activityId)).toMatchObject({ status: 4, canceledReason: "enough" });
});

test("[SRV-28] a worker is told by its heartbeat, and ends the activity with what it has", async () => {
  await using bench = await activityBench();
  const { workflows } = bench;
  await bench.start(activityId);
  const { taskToken } = await bench.poll();
  const token = { namespace, taskToken };
  expect((await workflows.recordActivityTaskHeartbeat(token)).cancelRequested).toBe(false);
  const early = await statusOf(() => workflows.respondActivityTaskCanceled(token));
  expect(early).toEqual({
    code: "InvalidArgument",
    message: "unable to mark activity as canceled without activity being request canceled first",
  });
  await workflows.requestCancelActivityExecution(me);
  expect((await bench.info(activityId)).runState).toBe(enums.PendingActivityState.CANCEL_REQUESTED);
  expect((await workflows.recordActivityTaskHeartbeat(token)).cancelRequested).toBe(true);
  await workflows.respondActivityTaskCanceled({ ...token, details: payloads("half done") });
  const { value } = (await bench.outcome(activityId))?.value ?? {};
  expect(value).toMatchObject({ failureInfo: { case: "canceledFailureInfo" } });
  const { details } = (value as never as { failureInfo: { value: { details: never } } }).failureInfo.value;
  expect(valueOf(details)).toBe("half done");
});

test("[SRV-28] a canceled activity is not tried again, and may still end well", async () => {
  await using bench = await activityBench();
  const { workflows } = bench;
  await bench.start("fails");
  await bench.start("ends");
  const [first, second] = [await bench.poll(), await bench.poll()];
  for (const id of ["fails", "ends"]) await workflows.requestCancelActivityExecution({ ...me, activityId: id });
  await workflows.respondActivityTaskFailed({ namespace, taskToken: first.taskToken, failure: { message: "boom" } });
  await workflows.respondActivityTaskCompleted({ namespace, taskToken: second.taskToken });
  expect((await bench.outcome("fails"))?.retryState).toBe(enums.RetryState.CANCEL_REQUESTED);
  expect((await bench.info("ends")).status).toBe(enums.ActivityExecutionStatus.COMPLETED);
});

test("[SRV-28] the same request to cancel is one request; another one, or one too late, is refused", async () => {
  await using bench = await activityBench();
  const { workflows } = bench;
  await bench.start(activityId);
  const { taskToken } = await bench.poll();
  await workflows.requestCancelActivityExecution({ ...me, requestId: "1" });
  await workflows.requestCancelActivityExecution({ ...me, requestId: "1" });
  const other = () => workflows.requestCancelActivityExecution({ ...me, requestId: "2" });
  expect(await statusOf(other)).toEqual({
    code: "FailedPrecondition",
    message: "cancellation already requested with request ID 1",
  });
  await workflows.respondActivityTaskCanceled({ namespace, taskToken });
  await workflows.requestCancelActivityExecution({ ...me, requestId: "1" });
  expect(await statusOf(other)).toEqual({
    code: "FailedPrecondition",
    message: "activity is in terminal state Canceled",
  });
});

test("[SRV-29] a terminated activity is over, and its worker learns of it", async () => {
  await using bench = await activityBench();
  const { workflows } = bench;
  await bench.start(activityId);
  const { taskToken } = await bench.poll();
  await workflows.terminateActivityExecution({ ...me, reason: "never mind", requestId: "1" });
  await workflows.terminateActivityExecution({ ...me, requestId: "1" });
  const other = statusOf(() => workflows.terminateActivityExecution({ ...me, requestId: "2" }));
  expect(await other).toMatchObject({ message: "already terminated with request ID 1" });
  expect(failureOf(await bench.outcome(activityId))).toBe("never mind/terminatedFailureInfo");
  const beat = statusOf(() => workflows.recordActivityTaskHeartbeat({ namespace, taskToken }));
  expect((await beat).code).toBe("NotFound");
});

test("[SRV-29] a deleted activity is gone: from its id, from lists, and for its worker", async () => {
  await using bench = await activityBench();
  const { workflows } = bench;
  await bench.start(activityId);
  const { taskToken } = await bench.poll();
  const waits = workflows.pollActivityExecution({ namespace, activityId });
  await workflows.deleteActivityExecution({ namespace, activityId });
  expect(failureOf((await waits).outcome)).toBe("Delete activity execution/terminatedFailureInfo");
  expect(await statusOf(() => bench.info(activityId))).toEqual({
    code: "NotFound",
    message: "activity not found for ID: a",
  });
  expect((await workflows.countActivityExecutions({ namespace })).count).toBe(0n);
  const late = statusOf(() => workflows.respondActivityTaskCompleted({ namespace, taskToken }));
  expect((await late).code).toBe("NotFound");
});

test("[SRV-29] a task of an activity that is over goes to nobody", async () => {
  await using bench = await activityBench();
  await bench.start("over");
  await bench.workflows.terminateActivityExecution({ ...me, activityId: "over" });
  await bench.start("next");
  expect((await bench.poll()).activityId).toBe("next");
});

test("[SRV-30] who polls an activity waits for its end, or is asked to poll again", async () => {
  await using bench = await activityBench();
  const { workflows, clock } = bench;
  await bench.start(activityId);
  const poll = workflows.pollActivityExecution({ namespace, activityId });
  const impatient = workflows.pollActivityExecution({ namespace, activityId }, { timeoutMs: 10_000 });
  await clock.advance(7_000);
  expect((await impatient).outcome).toBeUndefined();
  await clock.advance(13_000);
  expect(await poll).toMatchObject({ runId: "" });
});

test("[SRV-30] who describes with a token waits for a change", async () => {
  await using bench = await activityBench();
  const { workflows, clock } = bench;
  const runId = await bench.start(activityId);
  const { longPollToken } = await workflows.describeActivityExecution({ namespace, activityId });
  const request = { namespace, activityId, runId, longPollToken };
  const change = workflows.describeActivityExecution(request);
  await bench.poll();
  expect((await change).info?.runState).toBe(enums.PendingActivityState.STARTED);
  const { longPollToken: now } = await workflows.describeActivityExecution({ namespace, activityId });
  const nothing = workflows.describeActivityExecution({ ...request, longPollToken: now });
  await clock.advance(20_000);
  // The attempt timed out in between: that is a change, too.
  expect((await nothing).info?.attempt).toBe(2);
  for (const wrong of [{ runId: "" }, { longPollToken: new Uint8Array([1]) }]) {
    const status = await statusOf(() => workflows.describeActivityExecution({ ...request, ...wrong }));
    expect(status.code).toBe("InvalidArgument");
  }
});

test("[SRV-30] inputs, outcomes, heartbeats and failures are described when they are asked for", async () => {
  await using bench = await activityBench();
  await bench.start(activityId, { input: payloads("in") });
  const { input, outcome, info } = await bench.workflows.describeActivityExecution({ namespace, activityId });
  expect([input, outcome, info?.lastFailure]).toEqual([undefined, undefined, undefined]);
  const all = { includeInput: true, includeOutcome: true };
  const whole = await bench.workflows.describeActivityExecution({ namespace, activityId, ...all });
  expect([valueOf(whole.input), whole.outcome]).toEqual(["in", undefined]);
});

test("[SRV-2] activities are listed and counted with their own fields", async () => {
  await using bench = await activityBench();
  const { workflows, clock } = bench;
  await bench.start("a");
  await clock.advance(1000);
  await bench.start("b", { activityType: { name: "refund" }, startDelay: seconds(5) });
  await workflows.respondActivityTaskCompletedById({ namespace, activityId: "a" });
  const { executions } = await workflows.listActivityExecutions({ namespace });
  expect(executions).toMatchObject([
    { activityId: "b", activityType: { name: "refund" }, status: 1, taskQueue: "q" },
    { activityId: "a", activityType: { name: "charge" }, status: 2, executionDuration: seconds(1) },
  ]);
  const query = "ActivityType = 'refund' AND ExecutionStatus = 'Running'";
  expect((await workflows.countActivityExecutions({ namespace, query })).count).toBe(1n);
  const grouped = await workflows.countActivityExecutions({ namespace, query: "GROUP BY ExecutionStatus" });
  expect(grouped.groups.map(({ count }) => count)).toEqual([1n, 1n]);
});

test("[SRV-29] closed activities are kept as long as their namespace says", async () => {
  await using bench = await activityBench();
  await bench.start(activityId);
  await bench.workflows.respondActivityTaskCompletedById({ namespace, activityId });
  await bench.clock.advance(86_399_000);
  expect((await bench.info(activityId)).status).toBe(enums.ActivityExecutionStatus.COMPLETED);
  await bench.clock.advance(1000);
  expect((await statusOf(() => bench.info(activityId))).code).toBe("NotFound");
});
