import {
  cancelExternal,
  cancelWorkflow,
  completeWorkflow,
  continueAsNew,
  failWorkflow,
  type Script,
  type ScriptParentClosePolicy,
  type ScriptTurn,
  startChild,
  type StartChildOptions,
} from "../../../src/testing/index.ts";
import type { DifferentialCase } from "../differential-case.ts";
import type { Stage } from "../stage.ts";

const ends = ["Completed", "Failed", "TimedOut", "Canceled", "Terminated"].map((end) => `ChildWorkflowExecution${end}`);
const over = ({ events }: ScriptTurn): boolean =>
  events.some(({ type }) => ends.includes(type) || type === "StartChildWorkflowExecutionFailed");

/** Starts one child, and completes when it has ended. */
const parent =
  (stage: Stage, options: Partial<StartChildOptions> = {}): Script =>
  (turn) => {
    if (turn.number === 1) return [startChild({ id: stage.id("child"), type: "child", ...options })];
    stage.gate("started").open();
    return over(turn) ? [completeWorkflow()] : [];
  };

const family = (
  name: string,
  child: Script,
  options: Partial<StartChildOptions> = {},
  more: Pick<DifferentialCase, "drive"> = {},
): DifferentialCase => ({ name, workflows: (stage) => ({ main: parent(stage, options), child }), ...more });

/** The parent starts its child and ends; the child is left to its policy. */
const closing = (parentClosePolicy: ScriptParentClosePolicy, ending: DifferentialCase["drive"]): DifferentialCase => ({
  name: `child-of-a-closed-parent-${parentClosePolicy.toLowerCase()}`,
  workflows: (stage) => ({
    main: ({ number, find }) => {
      if (number === 1) return [startChild({ id: stage.id("child"), type: "child", parentClosePolicy })];
      return find("WorkflowExecutionSignaled") ? [completeWorkflow()] : [];
    },
    child: ({ find }) => {
      if (find("WorkflowExecutionCancelRequested")) return [cancelWorkflow()];
      return find("WorkflowExecutionSignaled") ? [completeWorkflow("alone")] : [];
    },
  }),
  drive: async (stage) => {
    await stage.start("main");
    await stage.seen("WorkflowTaskCompleted", { count: 2 });
    await stage.seen("WorkflowTaskCompleted", { id: "child" });
    await stage.signal("end");
    await stage.closed();
    await ending?.(stage);
    await stage.closed("child");
  },
});

/** A child that ends by itself does so when its parent knows of it: else the two tasks race. */
const patient = (name: string, child: Script, options: Partial<StartChildOptions> = {}): DifferentialCase => ({
  name,
  workflows: (stage) => ({
    main: parent(stage, options),
    child: async (turn) => {
      await stage.gate("started").pass();
      return child(turn);
    },
  }),
});

const untilSignal: Script = ({ find }) => (find("WorkflowExecutionSignaled") ? [completeWorkflow()] : []);

export const children: readonly DifferentialCase[] = [
  patient("child-completes", ({ input }) => [completeWorkflow(input[0])], { args: ["x"], memo: { note: 1 } }),
  patient("child-fails", () => [failWorkflow({ message: "no", type: "Refusal", details: [1] })]),
  patient(
    "child-is-tried-again",
    ({ find }) => {
      const attempt = find("WorkflowExecutionStarted")?.attributes["attempt"];
      return attempt === 1 ? [failWorkflow("first")] : [completeWorkflow(attempt)];
    },
    { retryPolicy: { initialIntervalMs: 1000, maximumAttempts: 2 } },
  ),
  patient("child-continues-as-new", ({ input }) =>
    input[0] === "next" ? [completeWorkflow("second run")] : [continueAsNew({ args: ["next"] })],
  ),
  family("child-times-out", () => [], { runTimeoutMs: 2000 }),
  family(
    "child-terminated",
    () => [],
    {},
    {
      drive: async (stage) => {
        await stage.start("main");
        await stage.seen("ChildWorkflowExecutionStarted");
        await stage.seen("WorkflowTaskCompleted", { id: "child" });
        await stage.terminate("child");
        await stage.closed();
      },
    },
  ),
  {
    name: "child-cancelled-by-its-parent",
    workflows: (stage) => ({
      main: (turn) => {
        if (turn.number === 1) return [startChild({ id: stage.id("child"), type: "child" })];
        if (over(turn)) return [completeWorkflow()];
        // Else the child's end may come with the same task.
        if (turn.find("ExternalWorkflowExecutionCancelRequested")) stage.gate("knows").open();
        const asked = turn.find("RequestCancelExternalWorkflowExecutionInitiated");
        return turn.find("WorkflowExecutionSignaled") && !asked
          ? [cancelExternal({ workflowId: stage.id("child"), childOnly: true, reason: "enough" })]
          : [];
      },
      child: async ({ find }) => {
        if (find("WorkflowExecutionCancelRequested") === undefined) return [];
        await stage.gate("knows").pass();
        return [cancelWorkflow("bye")];
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskCompleted", { id: "main", count: 2 });
      await stage.signal("cancel your child");
      await stage.closed();
    },
  },
  family(
    "child-id-is-taken",
    untilSignal,
    {},
    {
      drive: async (stage) => {
        await stage.start("child", { id: "child" });
        await stage.seen("WorkflowTaskCompleted", { id: "child" });
        await stage.start("main");
        await stage.closed();
        await stage.signal("end", [], "child");
        await stage.closed("child");
      },
    },
  ),
  family(
    "child-id-may-not-be-used-again",
    () => [completeWorkflow()],
    { reusePolicy: "rejectDuplicate" },
    {
      drive: async (stage) => {
        await stage.start("child", { id: "child" });
        await stage.closed("child");
        await stage.start("main");
        await stage.closed();
      },
    },
  ),
  closing("terminate", undefined),
  closing("requestCancel", undefined),
  closing("abandon", (stage) => stage.signal("end", [], "child")),
  {
    name: "child-without-a-type",
    workflows: (stage) => ({
      main: ({ find }) =>
        find("WorkflowTaskFailed") ? [completeWorkflow()] : [startChild({ id: stage.id("child"), type: "" })],
    }),
  },
  {
    name: "child-cancelled-in-the-task-that-starts-it",
    workflows: (stage) => ({
      main: ({ find }) => {
        if (find("WorkflowTaskFailed")) return [completeWorkflow()];
        const id = stage.id("child");
        return [startChild({ id, type: "child" }), cancelExternal({ workflowId: id, childOnly: true })];
      },
      child: () => [],
    }),
  },
];
