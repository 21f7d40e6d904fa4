import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { child, complete, seconds, wire } from "./support/commands.ts";
import { TestEngine } from "./support/engine.ts";

const {
  ParentClosePolicy: Policy,
  WorkflowExecutionStatus: Status,
  StartChildWorkflowExecutionFailedCause: Cause,
} = enums;

/** A parent on `queue` with children on `children`. */
async function family(policies: Readonly<Record<string, enums.ParentClosePolicy>>): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.start("parent");
  const taskQueue = { name: "children" };
  await engine.turn(
    Object.entries(policies).map(([id, parentClosePolicy]) => child(id, { parentClosePolicy, taskQueue })),
  );
  return engine;
}

test("[ENG-36] a child knows its parent and its root, and the parent learns that it runs and how it ended", async () => {
  using engine = await family({ child: Policy.TERMINATE });
  const { workflowExecutionInfo: parent } = await engine.call("describeWorkflowExecution", {
    execution: { workflowId: "parent" },
  });
  const runId = parent?.execution?.runId;
  expect((await engine.events("child"))[0]?.attributes.value).toMatchObject({
    parentWorkflowExecution: { workflowId: "parent", runId },
    rootWorkflowExecution: { workflowId: "parent", runId },
    parentInitiatedEventId: 5n,
    parentWorkflowNamespace: "default",
  });
  await engine.turn([complete()], { queue: "children" });
  expect((await engine.kinds("parent")).slice(4)).toEqual([
    "START_CHILD_WORKFLOW_EXECUTION_INITIATED",
    "CHILD_WORKFLOW_EXECUTION_STARTED",
    "WORKFLOW_TASK_SCHEDULED",
    "CHILD_WORKFLOW_EXECUTION_COMPLETED",
  ]);
});

test("[ENG-36] a child whose id is taken is not started", async () => {
  using engine = new TestEngine();
  await engine.start("taken", { taskQueue: { name: "elsewhere" } });
  await engine.start("parent");
  await engine.turn([child("taken")]);
  expect((await engine.events("parent"))[5]?.attributes.value).toMatchObject({ cause: Cause.WORKFLOW_ALREADY_EXISTS });
  expect(await engine.workflowTask()).toBeDefined();
});

test("[ENG-37] when a parent closes, its children are dealt with as it wished", async () => {
  using engine = await family({ killed: Policy.TERMINATE, asked: Policy.REQUEST_CANCEL, left: Policy.ABANDON });
  await engine.turn([complete()]);
  expect((await engine.events("killed")).at(-1)?.attributes.value).toMatchObject({
    reason: "by parent close policy",
    identity: "history-service",
  });
  expect(await engine.kinds("asked")).toContain("WORKFLOW_EXECUTION_CANCEL_REQUESTED");
  expect(await engine.kinds("left")).toEqual(["WORKFLOW_EXECUTION_STARTED", "WORKFLOW_TASK_SCHEDULED"]);
});

test("[ENG-37] also those that continued as new meanwhile", async () => {
  using engine = await family({ child: Policy.TERMINATE });
  await engine.turn([wire("continueAsNewWorkflowExecution", {})], { queue: "children" });
  await engine.turn([complete()]);
  expect(await engine.status("child")).toBe(Status.TERMINATED);
});

test("[ENG-38] a parent hears of a child when its last run ends", async () => {
  using engine = await family({ child: Policy.TERMINATE });
  await engine.turn([wire("continueAsNewWorkflowExecution", {})], { queue: "children" });
  expect(await engine.kinds("parent")).not.toContain("CHILD_WORKFLOW_EXECUTION_COMPLETED");
  await engine.turn([complete()], { queue: "children" });
  expect((await engine.kinds("parent")).at(-1)).toBe("CHILD_WORKFLOW_EXECUTION_COMPLETED");
});

test("[ENG-38] started and ended during one task of the parent, in this order", async () => {
  using engine = new TestEngine();
  await engine.start("parent");
  await engine.signal("parent");
  const first = await engine.workflowTask();
  await engine.signal("parent");
  await engine.call("respondWorkflowTaskCompleted", {
    taskToken: first?.taskToken ?? new Uint8Array(),
    commands: [child("child", { taskQueue: { name: "children" } })],
  });
  const second = await engine.workflowTask();
  await engine.turn([complete()], { queue: "children" });
  await engine.call("respondWorkflowTaskCompleted", { taskToken: second?.taskToken ?? new Uint8Array() });
  const events = await engine.events("parent");
  const started = events.find(({ eventType }) => eventType === enums.EventType.CHILD_WORKFLOW_EXECUTION_STARTED);
  const completed = events.find(({ eventType }) => eventType === enums.EventType.CHILD_WORKFLOW_EXECUTION_COMPLETED);
  expect(completed?.attributes.value).toMatchObject({ startedEventId: started?.eventId });
  expect(events.map(({ eventId }) => Number(eventId))).toEqual(events.map((_, index) => index + 1));
});

test("[ENG-39] a closed child may not be told to stop, an unknown workflow cannot be, and the asker learns it", async () => {
  using engine = new TestEngine();
  await engine.start("other", { taskQueue: { name: "elsewhere" } });
  await engine.start("w");
  const cancel = (workflowId: string): ReturnType<typeof wire> =>
    wire("requestCancelExternalWorkflowExecution", { workflowId, reason: "why" });
  await engine.turn([cancel("other"), cancel("nobody")]);
  const kinds = await engine.kinds("w");
  expect(kinds).toContain("EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED");
  expect(kinds).toContain("REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED");
  const asked = (await engine.events("other")).at(-1);
  expect(asked?.attributes.value).toMatchObject({
    cause: "why",
    externalWorkflowExecution: { workflowId: "w" },
    externalInitiatedEventId: 5n,
  });
});

test("[ENG-40] a child whose id was used a moment ago is started a little later", async () => {
  using engine = new TestEngine({ minimalRunIntervalMs: 1000 });
  await engine.start("child", { taskQueue: { name: "elsewhere" } });
  await engine.turn([complete()], { queue: "elsewhere" });
  await engine.start("parent", { workflowRunTimeout: seconds(60) });
  await engine.turn([child("child")]);
  expect((await engine.kinds("parent")).at(-1)).toBe("START_CHILD_WORKFLOW_EXECUTION_INITIATED");
  await engine.clock.advance(1000);
  expect(await engine.kinds("parent")).toContain("CHILD_WORKFLOW_EXECUTION_STARTED");
});
