import { completeWorkflow, startTimer, steps } from "../../../src/testing/index.ts";
import { type DifferentialCase, ordinary } from "../differential-case.ts";

const failUntil =
  (attempts: number) =>
  ({ attempt }: { readonly attempt: number }) => {
    if (attempt < attempts) throw new TypeError(`attempt ${attempt}`);
    return [completeWorkflow(attempt)];
  };

/** Workflow tasks that fail, time out, are tried again, come back to their worker. */
export const tasks: readonly DifferentialCase[] = [
  ordinary("task-fails-once", failUntil(2)),
  ordinary("task-fails-twice", failUntil(3)),
  ordinary("task-times-out", ({ attempt }) => (attempt === 1 ? { silent: true } : [completeWorkflow(attempt)]), {
    drive: async (stage) => {
      await stage.start("main", { taskTimeoutMs: 2000 });
      await stage.closed();
    },
  }),
  ordinary("task-times-out-twice", ({ attempt }) => (attempt < 3 ? { silent: true } : [completeWorkflow(attempt)]), {
    drive: async (stage) => {
      await stage.start("main", { taskTimeoutMs: 2000 });
      await stage.closed();
    },
  }),
  ordinary("task-asks-for-another", steps({ newTask: true }, [completeWorkflow()])),
  {
    name: "signal-meets-a-transient-task",
    workflows: (stage) => ({
      main: async ({ attempt, find }) => {
        if (find("WorkflowExecutionSignaled")) return [completeWorkflow(attempt)];
        if (attempt === 1) throw new Error("first");
        stage.gate("second attempt").open();
        await stage.gate("signalled").pass();
        return [];
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.gate("second attempt").pass();
      await stage.signal("hello");
      stage.gate("signalled").open();
      await stage.closed();
    },
  },
  ordinary(
    "sticky-turns",
    steps([startTimer({ id: "a", afterMs: 100 })], [startTimer({ id: "b", afterMs: 100 })], [completeWorkflow()]),
    {
      sticky: true,
    },
  ),
  ordinary(
    "sticky-task-fails",
    ({ number, attempt, newEvents }) => {
      if (number === 1) return [startTimer({ id: "a", afterMs: 100 })];
      const before = newEvents.filter(({ type }) => type === "WorkflowTaskFailed").length;
      if (attempt === 1 && before === 0) throw new Error("once");
      return [completeWorkflow(attempt)];
    },
    { sticky: true },
  ),
];
