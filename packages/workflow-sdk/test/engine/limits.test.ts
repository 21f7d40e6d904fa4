import { enums, type command } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { activity, child, wire } from "./support/commands.ts";
import { TestEngine } from "./support/engine.ts";

const { WorkflowTaskFailedCause: Cause } = enums;

const signal = (workflowId: string, namespace = ""): command.Command =>
  wire("signalExternalWorkflowExecution", { execution: { workflowId }, signalName: "s", namespace });
const cancel = (workflowId: string, namespace = ""): command.Command =>
  wire("requestCancelExternalWorkflowExecution", { workflowId, namespace });

test.each<[string, enums.WorkflowTaskFailedCause, readonly command.Command[]]>([
  ["activities", Cause.PENDING_ACTIVITIES_LIMIT_EXCEEDED, [activity("a"), activity("b")]],
  ["children", Cause.PENDING_CHILD_WORKFLOWS_LIMIT_EXCEEDED, [child("a"), child("b")]],
  ["signals", Cause.PENDING_SIGNALS_LIMIT_EXCEEDED, [signal("a"), signal("b")]],
  ["requests to cancel", Cause.PENDING_REQUEST_CANCEL_LIMIT_EXCEEDED, [cancel("a"), cancel("b")]],
])("[ENG-71] a run has only so many pending %s", async (_, cause, commands) => {
  const limits = { pendingActivities: 1, pendingChildren: 1, pendingSignals: 1, pendingCancels: 1 };
  using engine = new TestEngine({ limits });
  await engine.start("w");
  await expect(engine.turn(commands)).rejects.toThrow("has reached the per-workflow limit of 1");
  expect((await engine.events("w")).at(-1)?.attributes.value).toMatchObject({ cause });
  await expect(engine.turn(commands.slice(0, 1))).resolves.toBeDefined();
});

test.each<[string, enums.WorkflowTaskFailedCause, command.Command]>([
  ["a signal", Cause.BAD_SIGNAL_WORKFLOW_EXECUTION_ATTRIBUTES, signal("a", "elsewhere")],
  ["a request to cancel", Cause.BAD_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_ATTRIBUTES, cancel("a", "elsewhere")],
  ["a child", Cause.BAD_START_CHILD_EXECUTION_ATTRIBUTES, child("a", { namespace: "elsewhere" })],
])("[ENG-71] %s for another namespace fails the task", async (_, cause, bad) => {
  using engine = new TestEngine();
  engine.core.namespaces.add("elsewhere");
  await engine.start("w");
  await expect(engine.turn([bad])).rejects.toThrow("cross namespace commands are not allowed");
  expect((await engine.events("w")).at(-1)?.attributes.value).toMatchObject({ cause });
});

test("[ENG-71] a child may not be started and cancelled by the same task", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  await expect(engine.turn([child("a"), cancel("a")])).rejects.toThrow("is not allowed in same workflow task");
  await expect(engine.status("a")).rejects.toThrow("workflow not found");
});

test("[ENG-72] what this server does not have is refused by its name", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  await expect(engine.turn([wire("scheduleNexusOperation", {})])).rejects.toThrow(/Nexus/);
  await engine.clock.advance(10_000);
  await expect(engine.turn([wire("protocolMessage", { messageId: "1" })])).rejects.toThrow(/update/);
});
