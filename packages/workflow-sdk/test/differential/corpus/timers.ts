import { cancelTimer, completeWorkflow, startTimer, steps } from "../../../src/testing/index.ts";
import { type DifferentialCase, ordinary } from "../differential-case.ts";

export const timers: readonly DifferentialCase[] = [
  ordinary("timer-fires", steps([startTimer({ id: "t", afterMs: 100 })], [completeWorkflow()])),
  ordinary(
    "timer-cancelled",
    steps({ commands: [startTimer({ id: "t", afterMs: 60_000 })], newTask: true }, [
      cancelTimer("t"),
      completeWorkflow(),
    ]),
  ),
  ordinary(
    "timer-started-and-cancelled-at-once",
    steps([startTimer({ id: "t", afterMs: 60_000 }), cancelTimer("t"), completeWorkflow()]),
  ),
  ordinary("timers-in-order", ({ events }) => {
    if (!events.some(({ type }) => type === "TimerStarted")) {
      return [startTimer({ id: "late", afterMs: 2500 }), startTimer({ id: "early", afterMs: 100 })];
    }
    return events.filter(({ type }) => type === "TimerFired").length < 2 ? [] : [completeWorkflow()];
  }),
  ordinary("timer-id-twice", ({ find }) =>
    find("WorkflowTaskFailed")
      ? [completeWorkflow()]
      : [startTimer({ id: "t", afterMs: 5000 }), startTimer({ id: "t", afterMs: 5000 })],
  ),
  ordinary("timer-id-missing", ({ find }) =>
    find("WorkflowTaskFailed") ? [completeWorkflow()] : [startTimer({ id: "", afterMs: 5000 })],
  ),
  ordinary("timer-cancelled-that-is-not", ({ find }) =>
    find("WorkflowTaskFailed") ? [completeWorkflow()] : [cancelTimer("unknown")],
  ),
  {
    name: "timer-fires-in-a-task",
    workflows: (stage) => ({
      main: async ({ number, find }) => {
        if (number === 1) return { commands: [startTimer({ id: "t", afterMs: 1000 })], newTask: true };
        if (find("TimerFired")) return [completeWorkflow("fired")];
        stage.gate("second task").open();
        await stage.gate("fired").pass();
        return [];
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.gate("second task").pass();
      await new Promise((resolve) => setTimeout(resolve, 3000));
      stage.gate("fired").open();
      await stage.closed();
    },
  },
  {
    name: "timer-cancelled-after-it-fired-in-a-task",
    workflows: (stage) => ({
      main: async ({ number }) => {
        if (number === 1) return { commands: [startTimer({ id: "t", afterMs: 1000 })], newTask: true };
        if (number > 2) return [completeWorkflow()];
        stage.gate("second task").open();
        await stage.gate("fired").pass();
        return { commands: [cancelTimer("t")], newTask: true };
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.gate("second task").pass();
      await new Promise((resolve) => setTimeout(resolve, 3000));
      stage.gate("fired").open();
      await stage.closed();
    },
  },
];
