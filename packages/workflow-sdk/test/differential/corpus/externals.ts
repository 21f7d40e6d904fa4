import {
  cancelExternal,
  cancelWorkflow,
  completeWorkflow,
  type Script,
  type ScriptCommand,
  signalExternal,
} from "../../../src/testing/index.ts";
import type { DifferentialCase } from "../differential-case.ts";
import type { Stage } from "../stage.ts";

const answers = [
  "ExternalWorkflowExecutionSignaled",
  "SignalExternalWorkflowExecutionFailed",
  "ExternalWorkflowExecutionCancelRequested",
  "RequestCancelExternalWorkflowExecutionFailed",
];

const asking =
  (command: ScriptCommand): Script =>
  ({ number, events }) => {
    if (number === 1) return [command];
    return events.some(({ type }) => answers.includes(type)) ? [completeWorkflow()] : [];
  };

const listener: Script = ({ find }) => {
  if (find("WorkflowExecutionCancelRequested")) return [cancelWorkflow()];
  return find("WorkflowExecutionSignaled") ? [completeWorkflow()] : [];
};

const external = (
  name: string,
  command: (stage: Stage) => ScriptCommand,
  more: Pick<DifferentialCase, "drive"> = {},
): DifferentialCase => ({
  name,
  workflows: (stage) => ({ main: asking(command(stage)), other: listener }),
  ...more,
});

const withOther = async (stage: Stage): Promise<void> => {
  await stage.start("other", { id: "other" });
  await stage.seen("WorkflowTaskCompleted", { id: "other" });
  await stage.start("main");
  await stage.closed();
  await stage.closed("other");
};

const withClosedOther = async (stage: Stage): Promise<void> => {
  await stage.start("other", { id: "other" });
  await stage.seen("WorkflowTaskCompleted", { id: "other" });
  await stage.signal("end", [], "other");
  await stage.closed("other");
  await stage.start("main");
  await stage.closed();
};

/** Workflows that signal and cancel others. */
export const externals: readonly DifferentialCase[] = [
  external(
    "external-signal",
    (stage) => signalExternal({ workflowId: stage.id("other"), signal: "hello", args: [1] }),
    {
      drive: withOther,
    },
  ),
  external("external-signal-to-nobody", (stage) => signalExternal({ workflowId: stage.id("nobody"), signal: "hello" })),
  external("external-signal-to-itself", (stage) => signalExternal({ workflowId: stage.id(), signal: "hello" })),
  external(
    "external-signal-to-a-closed-workflow",
    (stage) => signalExternal({ workflowId: stage.id("other"), signal: "x" }),
    {
      drive: withClosedOther,
    },
  ),
  external(
    "external-signal-to-no-child-of-its",
    (stage) => signalExternal({ workflowId: stage.id("other"), signal: "hello", childOnly: true }),
    {
      drive: async (stage) => {
        await stage.start("other", { id: "other" });
        await stage.seen("WorkflowTaskCompleted", { id: "other" });
        await stage.start("main");
        await stage.closed();
        await stage.terminate("other");
      },
    },
  ),
  external("external-cancel", (stage) => cancelExternal({ workflowId: stage.id("other"), reason: "enough" }), {
    drive: withOther,
  }),
  external("external-cancel-of-nobody", (stage) => cancelExternal({ workflowId: stage.id("nobody") })),
  external("external-cancel-of-itself", (stage) => cancelExternal({ workflowId: stage.id() })),
  external("external-cancel-of-a-closed-workflow", (stage) => cancelExternal({ workflowId: stage.id("other") }), {
    drive: withClosedOther,
  }),
];
