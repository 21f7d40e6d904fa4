import { Code } from "@connectrpc/connect";
import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { activity, complete, seconds, timer, wire } from "./support/commands.ts";
import { TestEngine, type Answer } from "./support/engine.ts";

const { WorkflowTaskFailedCause: Cause, WorkflowExecutionStatus: Status } = enums;

/** A run whose worker has the task while an activity completes, a timer fires and a signal comes. */
async function busy(engine: TestEngine): Promise<Answer<"pollWorkflowTaskQueue">> {
  await engine.start("w", { workflowTaskTimeout: seconds(30) });
  await engine.turn([activity("a"), timer("t", 1)]);
  await engine.signal("w", "before");
  const activityTask = await engine.activityTask();
  const task = await engine.workflowTask();
  if (task === undefined || activityTask === undefined) throw new Error("there is no task");
  await engine.call("respondActivityTaskCompleted", { taskToken: activityTask.taskToken });
  await engine.clock.advance(1000);
  await engine.signal("w", "during");
  return task;
}

test("[ENG-25] what happens during a task becomes history after it, results last", async () => {
  using engine = new TestEngine();
  const { taskToken } = await busy(engine);
  expect((await engine.kinds("w")).at(-1)).toBe("WORKFLOW_TASK_STARTED");
  await engine.call("respondWorkflowTaskCompleted", { taskToken, commands: [timer("u", 9)] });
  expect((await engine.kinds("w")).slice(9)).toEqual([
    "WORKFLOW_TASK_COMPLETED",
    "TIMER_STARTED",
    "ACTIVITY_TASK_STARTED",
    "TIMER_FIRED",
    "WORKFLOW_EXECUTION_SIGNALED",
    "ACTIVITY_TASK_COMPLETED",
    "WORKFLOW_TASK_SCHEDULED",
  ]);
  const events = await engine.events("w");
  expect(events.at(-2)?.attributes.value).toMatchObject({ startedEventId: 12n });
});

test("[ENG-26] a worker may not close a run of which it has not seen all", async () => {
  using engine = new TestEngine();
  const { taskToken } = await busy(engine);
  const closing = engine.call("respondWorkflowTaskCompleted", { taskToken, commands: [complete()] });
  await expect(closing).rejects.toMatchObject({ code: Code.InvalidArgument, rawMessage: "UnhandledCommand" });
  expect((await engine.events("w"))[9]?.attributes.value).toMatchObject({ cause: Cause.UNHANDLED_COMMAND });
  await engine.turn([complete()]);
  expect(await engine.status("w")).toBe(Status.COMPLETED);
});

test("[ENG-26] a timer that is cancelled never fired, and keeps no worker from closing the run", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  await engine.turn([timer("t", 1)]);
  await engine.signal("w");
  const task = await engine.workflowTask();
  await engine.clock.advance(1000);
  const commands = [wire("cancelTimer", { timerId: "t" }), complete()];
  await engine.call("respondWorkflowTaskCompleted", { taskToken: task?.taskToken ?? new Uint8Array(), commands });
  expect((await engine.kinds("w")).slice(-3)).toEqual([
    "WORKFLOW_TASK_COMPLETED",
    "TIMER_CANCELED",
    "WORKFLOW_EXECUTION_COMPLETED",
  ]);
});

test("[ENG-27] who terminates a run takes the task from its worker, and nothing is lost", async () => {
  using engine = new TestEngine();
  await busy(engine);
  await engine.call("terminateWorkflowExecution", { workflowExecution: { workflowId: "w" }, reason: "enough" });
  expect((await engine.kinds("w")).slice(9)).toEqual([
    "WORKFLOW_TASK_FAILED",
    "ACTIVITY_TASK_STARTED",
    "TIMER_FIRED",
    "WORKFLOW_EXECUTION_SIGNALED",
    "ACTIVITY_TASK_COMPLETED",
    "WORKFLOW_EXECUTION_TERMINATED",
  ]);
  const again = engine.call("terminateWorkflowExecution", { workflowExecution: { workflowId: "w" } });
  await expect(again).rejects.toMatchObject({ code: Code.NotFound });
});

test("[ENG-28] a worker that is too slow for what happens loses its task", async () => {
  using engine = new TestEngine({ limits: { bufferedEvents: 3 } });
  await engine.start("w");
  const task = await engine.workflowTask();
  for (let count = 0; count < 4; count++) await engine.signal("w");
  const kinds = await engine.kinds("w");
  expect(kinds.slice(3)).toEqual([
    "WORKFLOW_TASK_FAILED",
    ...Array.from({ length: 4 }, () => "WORKFLOW_EXECUTION_SIGNALED"),
  ]);
  expect((await engine.events("w"))[3]?.attributes.value).toMatchObject({ cause: Cause.FORCE_CLOSE_COMMAND });
  const late = engine.call("respondWorkflowTaskCompleted", { taskToken: task?.taskToken ?? new Uint8Array() });
  await expect(late).rejects.toMatchObject({ code: Code.NotFound });
  expect((await engine.workflowTask())?.attempt).toBe(2);
});

test("[ENG-29] a signal is known by its request, and a run takes so many and no more", async () => {
  using engine = new TestEngine({ limits: { signals: 2 } });
  await engine.start("w");
  await engine.signal("w", "s", "1");
  await engine.signal("w", "s", "1");
  await engine.signal("w", "s", "2");
  await expect(engine.signal("w", "s", "3")).rejects.toMatchObject({ code: Code.InvalidArgument });
  expect((await engine.kinds("w")).filter((kind) => kind === "WORKFLOW_EXECUTION_SIGNALED")).toHaveLength(2);
  await engine.turn([complete()]);
  await expect(engine.signal("w", "s", "4")).rejects.toMatchObject({
    code: Code.NotFound,
    rawMessage: "workflow execution already completed",
  });
});
