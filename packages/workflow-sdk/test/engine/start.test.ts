import { Code } from "@connectrpc/connect";
import { enums, errordetails } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { complete, seconds } from "./support/commands.ts";
import { TestEngine } from "./support/engine.ts";

const { WorkflowIdConflictPolicy: Conflict, WorkflowIdReusePolicy: Reuse, WorkflowExecutionStatus: Status } = enums;

test("[ENG-1] a start gives a run, its first events, and a task for its workers", async () => {
  using engine = new TestEngine();
  const runId = await engine.start("w");
  expect(await engine.kinds("w")).toEqual(["WORKFLOW_EXECUTION_STARTED", "WORKFLOW_TASK_SCHEDULED"]);
  const task = await engine.workflowTask();
  expect(task).toMatchObject({
    workflowExecution: { workflowId: "w", runId },
    workflowType: { name: "Type" },
    workflowExecutionTaskQueue: { name: "queue", kind: enums.TaskQueueKind.NORMAL },
    startedEventId: 3n,
    previousStartedEventId: 0n,
    attempt: 1,
  });
  expect(task?.history?.events).toHaveLength(3);
  expect(await engine.workflowTask()).toBeUndefined();
});

test("[ENG-2] the same request starts one run, also after the run is over", async () => {
  using engine = new TestEngine();
  const runId = await engine.start("w", { requestId: "same" });
  expect(await engine.start("w", { requestId: "same" })).toBe(runId);
  await engine.turn([complete()]);
  expect(await engine.start("w", { requestId: "same" })).toBe(runId);
  expect(await engine.start("w", { requestId: "other" })).not.toBe(runId);
});

test("[ENG-3] a second start fails by default, with what the first one was", async () => {
  using engine = new TestEngine();
  const runId = await engine.start("w", { requestId: "first" });
  const failed = await engine.start("w", { requestId: "second" }).catch((error: unknown) => error);
  expect(failed).toMatchObject({
    code: Code.AlreadyExists,
    details: [
      {
        desc: errordetails.WorkflowExecutionAlreadyStartedFailureSchema,
        value: { runId, startRequestId: "first", firstExecutionRunId: runId },
      },
    ],
  });
});

test("[ENG-3] a start that takes the run that is there, and what it leaves there", async () => {
  using engine = new TestEngine();
  const runId = await engine.start("w");
  const again = await engine.call("startWorkflowExecution", {
    workflowId: "w",
    workflowType: { name: "Type" },
    taskQueue: { name: "queue" },
    requestId: "attached",
    workflowIdConflictPolicy: Conflict.USE_EXISTING,
    onConflictOptions: { attachRequestId: true },
  });
  expect(again).toMatchObject({ runId, started: false, status: Status.RUNNING });
  expect(again.link?.variant.value).toMatchObject({ reference: { value: { requestId: "attached" } } });
  const [, , attached] = await engine.events("w");
  expect(attached).toMatchObject({ workerMayIgnore: true, attributes: { value: { attachedRequestId: "attached" } } });
});

test.each([
  [Reuse.TERMINATE_IF_RUNNING, Conflict.FAIL],
  [Reuse.REJECT_DUPLICATE, Conflict.TERMINATE_EXISTING],
])("[ENG-3] policies that contradict each other are refused (%i, %i)", async (reuse, conflict) => {
  using engine = new TestEngine();
  const policies = { workflowIdReusePolicy: reuse, workflowIdConflictPolicy: conflict };
  await expect(engine.start("w", policies)).rejects.toMatchObject({ code: Code.InvalidArgument });
});

test("[ENG-4] starts in quick succession wait for their turn", async () => {
  using engine = new TestEngine({ minimalRunIntervalMs: 1000 });
  const runId = await engine.start("w", { requestId: "first" });
  await engine.turn([complete()]);
  let second: string | undefined;
  const starting = engine.start("w", { requestId: "second" }).then((id) => (second = id));
  await engine.clock.advance(999);
  expect(second).toBeUndefined();
  await engine.clock.advance(1);
  expect(await starting).not.toBe(runId);
});

test("[ENG-5] a delayed run gets its first task when the delay is over, and signals do not hasten it", async () => {
  using engine = new TestEngine();
  await engine.start("w", { workflowStartDelay: seconds(60) });
  await engine.signal("w");
  expect(await engine.workflowTask()).toBeUndefined();
  await engine.clock.advance(59_999);
  expect(await engine.workflowTask()).toBeUndefined();
  await engine.clock.advance(1);
  expect(await engine.workflowTask()).toBeDefined();
});

test("[ENG-5] a request to cancel does hasten it", async () => {
  using engine = new TestEngine();
  await engine.start("w", { workflowStartDelay: seconds(60) });
  await engine.call("requestCancelWorkflowExecution", { workflowExecution: { workflowId: "w" } });
  expect(await engine.workflowTask()).toBeDefined();
  await engine.clock.advance(60_000);
  expect(await engine.kinds("w")).not.toContain("WORKFLOW_TASK_FAILED");
});

test("[ENG-6] whoever asks for it gets the first task with the answer to the start", async () => {
  using engine = new TestEngine();
  const { eagerWorkflowTask } = await engine.call("startWorkflowExecution", {
    workflowId: "w",
    workflowType: { name: "Type" },
    taskQueue: { name: "queue" },
    requestEagerExecution: true,
  });
  expect(eagerWorkflowTask?.history?.events).toHaveLength(3);
  expect(await engine.workflowTask()).toBeUndefined();
  const taskToken = eagerWorkflowTask?.taskToken ?? new Uint8Array();
  await engine.call("respondWorkflowTaskCompleted", { taskToken, commands: [complete()] });
  expect(await engine.status("w")).toBe(Status.COMPLETED);
});

test.each([
  ["no namespace", { namespace: "" }, Code.InvalidArgument],
  ["unknown namespace", { namespace: "nowhere" }, Code.NotFound],
  ["a reserved queue", { taskQueue: { name: "/_sys/queue" } }, Code.InvalidArgument],
  ["a schedule that is none", { cronSchedule: "every day" }, Code.InvalidArgument],
  ["a schedule that never comes", { cronSchedule: "0 0 31 2 *" }, Code.InvalidArgument],
  ["an unknown search attribute", { searchAttributes: { indexedFields: { Nope: {} } } }, Code.InvalidArgument],
  ["too much input", { input: { payloads: [{ data: new Uint8Array(3_000_000) }] } }, Code.InvalidArgument],
])("[ENG-7] a start with %s is refused, and leaves nothing", async (_, request, code) => {
  using engine = new TestEngine();
  await expect(engine.start("w", request)).rejects.toMatchObject({ code });
  await expect(engine.status("w")).rejects.toMatchObject({ code: Code.NotFound });
});

test("[ENG-8] signal-with-start: one run, both signals, each once", async () => {
  using engine = new TestEngine();
  const request = {
    workflowId: "w",
    workflowType: { name: "Type" },
    taskQueue: { name: "queue" },
    signalName: "signal",
  };
  const first = await engine.call("signalWithStartWorkflowExecution", { ...request, requestId: "1" });
  const again = await engine.call("signalWithStartWorkflowExecution", { ...request, requestId: "1" });
  const second = await engine.call("signalWithStartWorkflowExecution", { ...request, requestId: "2" });
  expect(first).toMatchObject({ started: true });
  expect([again.runId, second]).toMatchObject([first.runId, { runId: first.runId, started: false }]);
  expect(await engine.kinds("w")).toEqual([
    "WORKFLOW_EXECUTION_STARTED",
    "WORKFLOW_EXECUTION_SIGNALED",
    "WORKFLOW_TASK_SCHEDULED",
    "WORKFLOW_EXECUTION_SIGNALED",
  ]);
});
