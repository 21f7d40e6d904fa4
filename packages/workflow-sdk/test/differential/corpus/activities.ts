import {
  cancelActivity,
  completeWorkflow,
  scheduleActivity,
  type ScheduleActivityOptions,
  type ScriptTurn,
  startTimer,
} from "../../../src/testing/index.ts";
import type { ScriptedActivity } from "../scripted-activities.ts";
import { type DifferentialCase, ordinary } from "../differential-case.ts";

const ends = ["ActivityTaskCompleted", "ActivityTaskFailed", "ActivityTaskTimedOut", "ActivityTaskCanceled"];

/** Schedules one activity, and completes when it has ended. */
const one =
  (options: Partial<ScheduleActivityOptions> = {}) =>
  ({ events }: ScriptTurn) => {
    if (!events.some(({ type }) => type === "ActivityTaskScheduled")) {
      return [scheduleActivity({ id: "a", type: "work", args: ["x", 1], startToCloseMs: 5000, ...options })];
    }
    return events.some(({ type }) => ends.includes(type)) ? [completeWorkflow()] : [];
  };

const working = (work: ScriptedActivity) => ({ activities: () => ({ work }) });
const quick = { initialIntervalMs: 100 };

export const activities: readonly DifferentialCase[] = [
  ordinary(
    "activity-completes",
    one(),
    working(({ input }) => ({ complete: [input] })),
  ),
  ordinary(
    "activity-completes-without-result",
    one({ args: [] }),
    working(() => ({ complete: [] })),
  ),
  ordinary(
    "activity-fails-for-good",
    one(),
    working(() => ({ fail: { message: "no", type: "Refusal", nonRetryable: true, details: [1] } })),
  ),
  ordinary(
    "activity-is-tried-again",
    one({ retryPolicy: quick }),
    working(({ attempt }) => (attempt < 3 ? { fail: `attempt ${attempt}` } : { complete: [attempt] })),
  ),
  ordinary(
    "activity-runs-out-of-attempts",
    one({ retryPolicy: { ...quick, maximumAttempts: 2 } }),
    working(({ attempt }) => ({ fail: `attempt ${attempt}` })),
  ),
  ordinary(
    "activity-fails-by-a-type-not-to-be-tried-again",
    one({ retryPolicy: { ...quick, nonRetryableErrorTypes: ["Fatal"] } }),
    working(({ attempt }) => ({ fail: { message: `attempt ${attempt}`, type: attempt === 1 ? "Passing" : "Fatal" } })),
  ),
  ordinary(
    "activity-names-its-next-try",
    one({ retryPolicy: { initialIntervalMs: 60_000 } }),
    working(({ attempt }) =>
      attempt === 1 ? { fail: { message: "soon", nextRetryDelayMs: 100 } } : { complete: [attempt] },
    ),
  ),
  ordinary(
    "activity-has-no-time-for-another-try",
    one({ scheduleToCloseMs: 2000, retryPolicy: { initialIntervalMs: 5000 } }),
    working(() => ({ fail: "first" })),
  ),
  ordinary(
    "activity-times-out",
    one({ startToCloseMs: 2000, retryPolicy: { maximumAttempts: 1 } }),
    working(() => "silent"),
  ),
  ordinary(
    "activity-times-out-and-is-tried-again",
    one({ startToCloseMs: 2000, retryPolicy: quick }),
    working(({ attempt }) => (attempt === 1 ? "silent" : { complete: [attempt] })),
  ),
  ordinary("activity-is-never-started", one({ taskQueue: "nobody", scheduleToStartMs: 1000 })),
  ordinary(
    "activity-is-not-closed-in-time",
    one({ scheduleToCloseMs: 1000, startToCloseMs: 1000 }),
    working(() => "silent"),
  ),
  ordinary(
    "activity-misses-its-heartbeat",
    one({ heartbeatMs: 2000, startToCloseMs: 20_000, retryPolicy: { maximumAttempts: 1 } }),
    working(async ({ heartbeat }) => {
      await heartbeat("half", 1);
      return "silent" as const;
    }),
  ),
  ordinary("activity-cancelled-before-it-starts", ({ number, find }) => {
    if (number === 1)
      return {
        commands: [scheduleActivity({ id: "a", type: "work", taskQueue: "nobody", startToCloseMs: 5000 })],
        newTask: true,
      };
    if (number === 2) return [cancelActivity(find("ActivityTaskScheduled")?.id ?? 0)];
    return [completeWorkflow()];
  }),
  ordinary("activity-scheduled-and-cancelled-at-once", ({ number }) =>
    number === 1
      ? [scheduleActivity({ id: "a", type: "work", taskQueue: "nobody", startToCloseMs: 5000 }), cancelActivity(5)]
      : [completeWorkflow()],
  ),
  {
    name: "activity-cancelled-while-it-runs",
    workflows: () => ({
      main: ({ number, find }: ScriptTurn) => {
        if (number === 1)
          return [scheduleActivity({ id: "a", type: "work", startToCloseMs: 20_000, heartbeatMs: 10_000 })];
        if (find("ActivityTaskCanceled")) return [completeWorkflow()];
        return find("ActivityTaskCancelRequested") ? [] : [cancelActivity(find("ActivityTaskScheduled")?.id ?? 0)];
      },
    }),
    activities: (stage) => ({
      work: async ({ cancelled, heartbeat }) => {
        await heartbeat("started");
        stage.gate("runs").open();
        await cancelled();
        return { cancel: ["left", 2] };
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.gate("runs").pass();
      await stage.signal("cancel it");
      await stage.closed();
    },
  },
  {
    name: "activity-completes-in-spite-of-its-cancellation",
    workflows: () => ({
      main: ({ number, find }: ScriptTurn) => {
        if (number === 1) return [scheduleActivity({ id: "a", type: "work", startToCloseMs: 20_000 })];
        if (find("ActivityTaskCompleted")) return [completeWorkflow()];
        return find("ActivityTaskCancelRequested") ? [] : [cancelActivity(find("ActivityTaskScheduled")?.id ?? 0)];
      },
    }),
    activities: (stage) => ({
      work: async ({ cancelled }) => {
        stage.gate("runs").open();
        await cancelled();
        return { complete: ["anyway"] };
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.gate("runs").pass();
      await stage.signal("cancel it");
      await stage.closed();
    },
  },
  ordinary("activity-id-twice", ({ find }) => {
    const twin = scheduleActivity({ id: "a", type: "work", taskQueue: "nobody", startToCloseMs: 5000 });
    return find("WorkflowTaskFailed") ? [completeWorkflow()] : [twin, twin];
  }),
  ordinary("activity-without-a-timeout", ({ find }) =>
    find("WorkflowTaskFailed") ? [completeWorkflow()] : [scheduleActivity({ id: "a", type: "work" })],
  ),
  ordinary("activity-without-a-type", ({ find }) =>
    find("WorkflowTaskFailed") ? [completeWorkflow()] : [scheduleActivity({ id: "a", type: "", startToCloseMs: 1000 })],
  ),
  ordinary("activity-cancelled-that-is-not", ({ find }) =>
    find("WorkflowTaskFailed") ? [completeWorkflow()] : [cancelActivity(77)],
  ),
  {
    name: "activity-completes-in-a-task",
    workflows: (stage) => ({
      main: async ({ number, find }: ScriptTurn) => {
        if (find("ActivityTaskCompleted")) return [completeWorkflow()];
        if (number === 1)
          return { commands: [scheduleActivity({ id: "a", type: "work", startToCloseMs: 20_000 })], newTask: true };
        stage.gate("second task").open();
        await stage.gate("completed").pass();
        return [startTimer({ id: "t", afterMs: 60_000 })];
      },
    }),
    activities: (stage) => ({
      work: async () => {
        await stage.gate("signalled").pass();
        return { complete: ["meanwhile"] };
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.gate("second task").pass();
      await stage.signal("before");
      stage.gate("signalled").open();
      await stage.gate("activity answered").pass();
      await stage.signal("after");
      stage.gate("completed").open();
      await stage.closed();
    },
  },
  ordinary("activity-is-open-when-its-workflow-ends", ({ number }) =>
    number === 1
      ? {
          commands: [scheduleActivity({ id: "a", type: "work", taskQueue: "nobody", startToCloseMs: 5000 })],
          newTask: true,
        }
      : [completeWorkflow()],
  ),
  ordinary(
    "activity-timeouts-are-filled-in",
    one({
      taskQueue: "nobody",
      startToCloseMs: 90_000,
      heartbeatMs: 95_000,
      scheduleToCloseMs: 60_000,
      scheduleToStartMs: 500,
      retryPolicy: {},
    }),
  ),
];
