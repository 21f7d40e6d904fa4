import { cancelWorkflow, completeWorkflow, failWorkflow, steps } from "../../../src/testing/index.ts";
import { type DifferentialCase, ordinary } from "../differential-case.ts";

/** How a workflow ends. */
export const endings: readonly DifferentialCase[] = [
  ordinary("completes", ({ input }) => [completeWorkflow({ hello: input[0] })], {
    drive: async (stage) => {
      await stage.start("main", { args: ["Ada", 1] });
      await stage.closed();
    },
  }),
  ordinary("completes-without-result", steps([completeWorkflow()])),
  ordinary(
    "fails",
    steps([failWorkflow({ message: "no", type: "Refusal", nonRetryable: true, details: ["why", { not: 1 }] })]),
  ),
  ordinary("cancelled", ({ find }) => (find("WorkflowExecutionCancelRequested") ? [cancelWorkflow("bye")] : []), {
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskCompleted");
      await stage.cancel("main", "no longer wanted");
      await stage.closed();
    },
  }),
  ordinary(
    "cancel-is-asked-once",
    ({ find }) => (find("WorkflowExecutionSignaled") ? [completeWorkflow("done")] : []),
    {
      drive: async (stage) => {
        await stage.start("main");
        await stage.seen("WorkflowTaskCompleted");
        await stage.cancel("main", "first");
        await stage.cancel("main", "second");
        await stage.seen("WorkflowTaskCompleted", { count: 2 });
        await stage.signal("end");
        await stage.closed();
        await stage.outcome("cancel of a closed workflow", stage.cancel(), () => "accepted");
      },
    },
  ),
  ordinary("terminated", steps(), {
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskCompleted");
      await stage.terminate("main", "enough", ["details", 2]);
      await stage.closed();
      await stage.outcome("second termination", stage.terminate(), () => "accepted");
      await stage.outcome("signal to a closed workflow", stage.signal("late"), () => "accepted");
    },
  }),
  ordinary("terminated-before-its-first-task", steps(), {
    late: true,
    drive: async (stage) => {
      await stage.start("main");
      await stage.terminate();
      stage.gate("polls").open();
      await stage.closed();
    },
  }),
  {
    name: "terminated-in-a-task",
    workflows: (stage) => ({
      main: async () => {
        await stage.gate("end").pass();
        return [completeWorkflow()];
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskStarted");
      await stage.signal("buffered", [1]);
      await stage.terminate();
      await stage.closed();
      stage.gate("end").open();
    },
  },
  ordinary("run-times-out", steps(), {
    drive: async (stage) => {
      await stage.start("main", { runTimeoutMs: 2000 });
      await stage.closed();
    },
  }),
  ordinary("execution-times-out", steps(), {
    drive: async (stage) => {
      await stage.start("main", { executionTimeoutMs: 2000, runTimeoutMs: 5000 });
      await stage.closed();
    },
  }),
  {
    name: "run-times-out-in-a-task",
    workflows: (stage) => ({
      main: async () => {
        await stage.gate("end").pass();
        return [completeWorkflow()];
      },
    }),
    drive: async (stage) => {
      await stage.start("main", { runTimeoutMs: 2000 });
      await stage.seen("WorkflowTaskStarted");
      await stage.signal("buffered");
      await stage.closed();
      stage.gate("end").open();
    },
  },
];
