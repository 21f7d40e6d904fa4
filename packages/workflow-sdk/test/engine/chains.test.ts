import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { complete, seconds, wire } from "./support/commands.ts";
import { TestEngine } from "./support/engine.ts";

const { ContinueAsNewInitiator: Initiator, RetryState, WorkflowExecutionStatus: Status } = enums;

const fail = wire("failWorkflowExecution", {
  failure: { message: "no", failureInfo: { case: "applicationFailureInfo", value: {} } },
});
const again = wire("continueAsNewWorkflowExecution", { workflowType: { name: "Next" } });

test("[ENG-30] a run that continues as new is followed by one that knows where it comes from", async () => {
  using engine = new TestEngine();
  const first = await engine.start("w", { workflowExecutionTimeout: seconds(100), priority: { priorityKey: 2 } });
  await engine.clock.advance(5000);
  await engine.turn([again]);
  expect(await engine.status("w", first)).toBe(Status.CONTINUED_AS_NEW);
  const [started, scheduled] = await engine.events("w");
  expect(started?.attributes.value).toMatchObject({
    workflowType: { name: "Next" },
    taskQueue: { name: "queue" },
    continuedExecutionRunId: first,
    firstExecutionRunId: first,
    initiator: Initiator.WORKFLOW,
    attempt: 1,
    priority: { priorityKey: 2 },
    workflowExecutionExpirationTime: { seconds: 1_700_000_100n },
  });
  expect(scheduled).toBeDefined();
  await engine.clock.advance(95_000);
  expect(await engine.status("w")).toBe(Status.TIMED_OUT);
});

test("[ENG-31] runs that are over in no time leave the server a second of rest", async () => {
  using engine = new TestEngine({ minimalRunIntervalMs: 1000 });
  await engine.start("w");
  await engine.clock.advance(300);
  await engine.turn([again]);
  expect(await engine.workflowTask()).toBeUndefined();
  await engine.clock.advance(699);
  expect(await engine.workflowTask()).toBeUndefined();
  await engine.clock.advance(1);
  expect(await engine.workflowTask()).toBeDefined();
});

test("[ENG-32] a run that fails is tried again by its policy, until that is used up", async () => {
  using engine = new TestEngine();
  const retryPolicy = { initialInterval: seconds(2), maximumAttempts: 2 };
  const first = await engine.start("w", { retryPolicy });
  await engine.turn([fail]);
  const failed = (await engine.events("w", first)).at(-1)?.attributes.value;
  expect(failed).toMatchObject({
    retryState: RetryState.IN_PROGRESS,
    newExecutionRunId: expect.stringMatching(/.{36}/),
  });
  expect(await engine.workflowTask()).toBeUndefined();
  await engine.clock.advance(2000);
  expect((await engine.events("w"))[0]?.attributes.value).toMatchObject({
    attempt: 2,
    initiator: Initiator.RETRY,
    continuedFailure: { message: "no" },
  });
  await engine.turn([fail]);
  expect((await engine.events("w")).at(-1)?.attributes.value).toMatchObject({
    retryState: RetryState.MAXIMUM_ATTEMPTS_REACHED,
    newExecutionRunId: "",
  });
});

test("[ENG-33] a schedule starts run after run, and hands the last result on", async () => {
  using engine = new TestEngine();
  const first = await engine.start("w", { cronSchedule: "*/5 * * * *" });
  expect(await engine.workflowTask()).toBeUndefined();
  await engine.clock.advance(300_000);
  const result = { payloads: [{ data: new Uint8Array([1]) }] };
  await engine.turn([wire("completeWorkflowExecution", { result })]);
  expect(await engine.status("w", first)).toBe(Status.COMPLETED);
  expect((await engine.events("w"))[0]?.attributes.value).toMatchObject({
    initiator: Initiator.CRON_SCHEDULE,
    lastCompletionResult: result,
    cronSchedule: "*/5 * * * *",
  });
  await engine.clock.advance(300_000);
  await engine.turn([fail]);
  expect((await engine.events("w"))[0]?.attributes.value).toMatchObject({
    continuedFailure: { message: "no" },
    lastCompletionResult: result,
  });
  await engine.call("terminateWorkflowExecution", { workflowExecution: { workflowId: "w" } });
  await engine.clock.advance(600_000);
  expect(await engine.status("w")).toBe(Status.TERMINATED);
});

test("[ENG-34] a run has no longer than it may take, and a chain neither", async () => {
  using engine = new TestEngine();
  const retryPolicy = { initialInterval: seconds(1), backoffCoefficient: 1 };
  const limits = { workflowRunTimeout: seconds(10), workflowExecutionTimeout: seconds(15) };
  const first = await engine.start("w", { retryPolicy, ...limits });
  await engine.clock.advance(10_000);
  expect(await engine.status("w", first)).toBe(Status.TIMED_OUT);
  expect(await engine.status("w")).toBe(Status.RUNNING);
  await engine.clock.advance(5000);
  expect((await engine.events("w")).at(-1)?.attributes.value).toMatchObject({
    retryState: RetryState.TIMEOUT,
    newExecutionRunId: "",
  });
});

test("[ENG-35] closed runs are forgotten after the retention of their namespace", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  await engine.turn([complete()]);
  await engine.clock.advance(24 * 3_600_000 - 1);
  expect(await engine.status("w")).toBe(Status.COMPLETED);
  await engine.clock.advance(1);
  await expect(engine.status("w")).rejects.toThrow("workflow not found for ID: w");
  expect([...engine.core.runs]).toEqual([]);
});

test("[ENG-35] a run tells until when the history of the one before can be gone back to", async () => {
  using engine = new TestEngine();
  const [namespace] = engine.core.namespaces;
  if (namespace !== undefined) engine.core.namespaces.replace({ ...namespace, retentionDays: 3 });
  await engine.start("w");
  await engine.turn([wire("continueAsNewWorkflowExecution", {})]);
  const expireTime = timestampFromMs(engine.clock.now() + 3 * 24 * 3_600_000);
  expect((await engine.events("w"))[0]?.attributes.value).toMatchObject({
    prevAutoResetPoints: { points: [{ expireTime: { seconds: expireTime.seconds } }] },
  });
});
