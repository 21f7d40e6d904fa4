import { Code } from "@connectrpc/connect";
import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { complete, seconds, timer, wire } from "./support/commands.ts";
import { TestEngine } from "./support/engine.ts";

const { WorkflowTaskFailedCause: Cause, TimeoutType, WorkflowExecutionStatus: Status } = enums;

const sticky = {
  stickyAttributes: { workerTaskQueue: { name: "sticky", normalName: "queue" }, scheduleToStartTimeout: seconds(5) },
};

async function failTask(engine: TestEngine, queue?: string): Promise<void> {
  const task = await engine.workflowTask(queue);
  await engine.call("respondWorkflowTaskFailed", {
    taskToken: task?.taskToken ?? new Uint8Array(),
    cause: Cause.WORKFLOW_WORKER_UNHANDLED_FAILURE,
    identity: "worker",
  });
}

test("[ENG-9] a task that fails again and again leaves one failure in history, until it succeeds", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  await failTask(engine);
  await failTask(engine);
  await failTask(engine);
  expect(await engine.kinds("w")).toEqual([
    "WORKFLOW_EXECUTION_STARTED",
    "WORKFLOW_TASK_SCHEDULED",
    "WORKFLOW_TASK_STARTED",
    "WORKFLOW_TASK_FAILED",
  ]);
  const task = await engine.workflowTask();
  expect(task?.attempt).toBe(4);
  expect(task?.history?.events.map(({ eventId }) => eventId)).toEqual([1n, 2n, 3n, 4n, 5n, 6n]);
  await engine.call("respondWorkflowTaskCompleted", {
    taskToken: task?.taskToken ?? new Uint8Array(),
    commands: [complete()],
  });
  const events = await engine.events("w");
  expect(events[4]).toMatchObject({ eventId: 5n, attributes: { value: { attempt: 4 } } });
  expect(events.map(({ eventId }) => eventId)).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n]);
});

test("[ENG-9] what happens meanwhile makes it a task of its own again", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  await failTask(engine);
  await engine.signal("w");
  const task = await engine.workflowTask();
  expect(task?.attempt).toBe(1);
  expect((await engine.kinds("w")).slice(3)).toEqual([
    "WORKFLOW_TASK_FAILED",
    "WORKFLOW_EXECUTION_SIGNALED",
    "WORKFLOW_TASK_SCHEDULED",
    "WORKFLOW_TASK_STARTED",
  ]);
  await engine.call("respondWorkflowTaskCompleted", {
    taskToken: task?.taskToken ?? new Uint8Array(),
    commands: [complete()],
  });
  expect((await engine.events("w")).at(-2)?.attributes.value).toMatchObject({
    scheduledEventId: 6n,
    startedEventId: 7n,
  });
});

test("[ENG-10] a worker that is silent loses its task, and its late answer is not found", async () => {
  using engine = new TestEngine();
  await engine.start("w", { workflowTaskTimeout: seconds(3) });
  const task = await engine.workflowTask();
  await engine.clock.advance(3000);
  expect((await engine.events("w")).at(-1)?.attributes.value).toMatchObject({
    timeoutType: TimeoutType.START_TO_CLOSE,
  });
  const late = engine.call("respondWorkflowTaskCompleted", { taskToken: task?.taskToken ?? new Uint8Array() });
  await expect(late).rejects.toMatchObject({ code: Code.NotFound, rawMessage: "Workflow task not found." });
  expect((await engine.workflowTask())?.attempt).toBe(2);
});

test("[ENG-10] from the fourth attempt on a worker gets more time", async () => {
  using engine = new TestEngine();
  await engine.start("w", { workflowTaskTimeout: seconds(1) });
  for (let attempt = 1; attempt <= 3; attempt++) {
    expect((await engine.workflowTask())?.attempt).toBe(attempt);
    await engine.clock.advance(1000);
  }
  expect((await engine.workflowTask())?.attempt).toBe(4);
  await engine.clock.advance(5999);
  expect(await engine.workflowTask()).toBeUndefined();
  await engine.clock.advance(1);
  expect((await engine.workflowTask())?.attempt).toBe(5);
});

test("[ENG-11] a worker with the run in its cache gets the next task alone, with what is new", async () => {
  using engine = new TestEngine();
  await engine.workflowTask("sticky");
  await engine.start("w");
  await engine.turn([timer("t", 1)], sticky);
  await engine.clock.advance(1000);
  expect(await engine.workflowTask()).toBeUndefined();
  const task = await engine.workflowTask("sticky");
  expect(task?.history?.events[0]?.eventId).toBe(4n);
  expect(task?.previousStartedEventId).toBe(3n);
  const scheduled = task?.history?.events.find(
    ({ attributes }) => attributes.case === "workflowTaskScheduledEventAttributes",
  );
  expect(scheduled?.attributes.value).toMatchObject({
    taskQueue: { name: "sticky", kind: enums.TaskQueueKind.STICKY, normalName: "queue" },
  });
});

test("[ENG-11] a task that lies too long in the queue of one worker goes to all", async () => {
  using engine = new TestEngine();
  await engine.workflowTask("sticky");
  await engine.start("w");
  await engine.turn([timer("t", 1)], sticky);
  await engine.clock.advance(1000);
  await engine.clock.advance(4999);
  expect(await engine.workflowTask()).toBeUndefined();
  await engine.clock.advance(1);
  expect((await engine.events("w")).at(-2)?.attributes.value).toMatchObject({
    timeoutType: TimeoutType.SCHEDULE_TO_START,
  });
  const task = await engine.workflowTask();
  expect(task?.attempt).toBe(1);
  expect(task?.history?.events[0]?.eventId).toBe(1n);
});

test("[ENG-11] a worker that asked for nothing in ten seconds is taken for gone", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  await engine.turn([timer("t", 11)], sticky);
  await engine.clock.advance(11_000);
  expect((await engine.workflowTask())?.history?.events[0]?.eventId).toBe(1n);
});

test("[ENG-11] a worker that goes hands its tasks on", async () => {
  using engine = new TestEngine();
  await engine.workflowTask("sticky");
  await engine.start("w");
  await engine.turn([], sticky);
  await engine.signal("w");
  expect(await engine.workflowTask()).toBeUndefined();
  await engine.call("shutdownWorker", { stickyTaskQueue: "sticky", workerInstanceKey: "key" });
  expect((await engine.workflowTask())?.history?.events[0]?.eventId).toBe(1n);
});

test("[ENG-11] a sticky worker that fails costs no attempt", async () => {
  using engine = new TestEngine();
  await engine.workflowTask("sticky");
  await engine.start("w");
  await engine.turn([], sticky);
  await engine.signal("w");
  await failTask(engine, "sticky");
  expect((await engine.workflowTask())?.attempt).toBe(1);
});

test("[ENG-12] a worker that needs more time gets the next task with its answer, for half an hour", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  let task = await engine.workflowTask();
  const ask = async (): Promise<void> => {
    const answer = await engine.call("respondWorkflowTaskCompleted", {
      taskToken: task?.taskToken ?? new Uint8Array(),
      forceCreateNewWorkflowTask: true,
      returnNewWorkflowTask: true,
    });
    task = answer.workflowTask;
  };
  for (let passedMs = 0; passedMs <= 30 * 60_000; passedMs += 9000) {
    await ask();
    await engine.clock.advance(9000);
  }
  await expect(ask()).rejects.toMatchObject({ code: Code.NotFound, rawMessage: "workflow task heartbeat timeout" });
  expect((await engine.kinds("w")).at(-1)).toBe("WORKFLOW_TASK_TIMED_OUT");
  expect((await engine.workflowTask())?.attempt).toBe(2);
});

test("[ENG-13] workers are told to continue as new when history grows long", async () => {
  using engine = new TestEngine({ limits: { suggestedHistoryEvents: 5 } });
  await engine.start("w");
  await engine.turn();
  await engine.signal("w");
  const task = await engine.workflowTask();
  expect(task?.history?.events.at(-1)?.attributes.value).toMatchObject({
    suggestContinueAsNew: true,
    suggestContinueAsNewReasons: [enums.SuggestContinueAsNewReason.TOO_MANY_HISTORY_EVENTS],
  });
});

test("[ENG-13] a run with too much history is terminated", async () => {
  using engine = new TestEngine({ limits: { historyEvents: 6 } });
  await engine.start("w");
  await engine.turn();
  for (let count = 0; count < 3; count++) await engine.signal("w").catch(() => undefined);
  expect(await engine.status("w")).toBe(Status.TERMINATED);
  expect((await engine.events("w")).at(-1)?.attributes.value).toMatchObject({
    reason: "Workflow history count exceeds limit.",
    identity: "history-service",
  });
});

test("[ENG-14] commands after one that closes the run are refused", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  const refused = engine.turn([complete(), timer("t", 1)]);
  await expect(refused).rejects.toMatchObject({ code: Code.InvalidArgument });
  expect(await engine.kinds("w")).not.toContain("WORKFLOW_TASK_FAILED");
});

test("[ENG-14] one bad command undoes all commands of its task", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  const commands = [timer("t", 1), timer("t", 1)];
  await expect(engine.turn(commands)).rejects.toMatchObject({ code: Code.InvalidArgument });
  expect((await engine.kinds("w")).slice(3)).toEqual(["WORKFLOW_TASK_FAILED"]);
  await expect(engine.turn(commands)).rejects.toMatchObject({ code: Code.InvalidArgument });
  expect(await engine.workflowTask()).toBeUndefined();
  await engine.clock.advance(10_000);
  expect((await engine.workflowTask())?.attempt).toBe(3);
});

test("[ENG-14] a value that is too large ends the run", async () => {
  using engine = new TestEngine({ limits: { blobBytes: 10 } });
  await engine.start("w");
  const input = { payloads: [{ data: new Uint8Array(11) }] };
  const command = wire("scheduleActivityTask", {
    activityId: "a",
    activityType: { name: "A" },
    taskQueue: { name: "q" },
    input,
  });
  await expect(engine.turn([command])).rejects.toMatchObject({ code: Code.InvalidArgument });
  expect(await engine.status("w")).toBe(Status.TERMINATED);
});
