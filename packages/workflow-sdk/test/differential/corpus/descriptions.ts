import { completeWorkflow, scheduleActivity, startChild, startTimer } from "../../../src/testing/index.ts";
import { toDuration, toPayloadMap } from "../../../src/testing/wire-values.ts";
import type { DifferentialCase } from "../differential-case.ts";
import { ordinary } from "../differential-case.ts";

/** What the server says of workflows that are under way. */
export const descriptions: readonly DifferentialCase[] = [
  ordinary("described-before-its-first-task", () => [completeWorkflow()], {
    late: true,
    drive: async (stage) => {
      await stage.start("main", { runTimeoutMs: 60_000, request: { memo: { fields: toPayloadMap({ note: 1 }) } } });
      await stage.describe("waiting");
      stage.gate("polls").open();
      await stage.closed();
    },
  }),
  ordinary("described-while-it-is-delayed", () => [completeWorkflow()], {
    drive: async (stage) => {
      await stage.start("main", { request: { workflowStartDelay: toDuration(60_000) ?? {} } });
      await stage.describe("delayed");
      await stage.terminate();
    },
  }),
  {
    name: "described-in-a-task",
    workflows: (stage) => ({
      main: async ({ attempt }) => {
        if (attempt === 1) throw new Error("once");
        await stage.gate("described").pass();
        return [completeWorkflow()];
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskStarted", { count: 2 });
      await stage.describe("second attempt");
      stage.gate("described").open();
      await stage.closed();
    },
  },
  ordinary(
    "described-with-an-activity-nobody-takes",
    ({ number, find }) => {
      if (find("WorkflowExecutionSignaled")) return [completeWorkflow()];
      if (number > 1) return [];
      const retryPolicy = { maximumAttempts: 3, nonRetryableErrorTypes: ["Fatal"] };
      const times = { startToCloseMs: 20_000, heartbeatMs: 5000, scheduleToCloseMs: 60_000 };
      return [scheduleActivity({ id: "a", type: "work", taskQueue: "nobody", ...times, retryPolicy })];
    },
    {
      drive: async (stage) => {
        await stage.start("main");
        await stage.seen("ActivityTaskScheduled");
        await stage.describe("scheduled");
        await stage.signal("end");
        await stage.closed();
      },
    },
  ),
  {
    name: "described-with-an-activity-that-runs-again",
    workflows: () => ({
      main: ({ number, find }) => {
        if (find("ActivityTaskCompleted")) return [completeWorkflow()];
        const retryPolicy = { initialIntervalMs: 100 };
        return number === 1 ? [scheduleActivity({ id: "a", type: "work", startToCloseMs: 20_000, retryPolicy })] : [];
      },
    }),
    activities: (stage) => ({
      work: async ({ attempt, heartbeat }) => {
        await heartbeat("attempt", attempt);
        if (attempt === 1) return { fail: { message: "first", type: "Passing" } };
        stage.gate("runs").open();
        await stage.gate("described").pass();
        return { complete: [attempt] };
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.gate("runs").pass();
      await stage.describe("second attempt");
      stage.gate("described").open();
      await stage.closed();
    },
  },
  {
    name: "described-with-a-child-and-a-timer",
    workflows: (stage) => ({
      main: ({ number, find }) => {
        if (find("WorkflowExecutionSignaled")) return [completeWorkflow()];
        if (number > 1) return [];
        const child = { id: stage.id("child"), type: "child", parentClosePolicy: "abandon" } as const;
        return [startTimer({ id: "t", afterMs: 60_000 }), startChild(child)];
      },
      child: ({ find }) => (find("WorkflowExecutionSignaled") ? [completeWorkflow()] : []),
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskCompleted", { count: 2 });
      await stage.seen("WorkflowTaskCompleted", { id: "child" });
      await stage.describe("parent");
      await stage.describe("child", "child");
      await stage.signal("end");
      await stage.closed();
      await stage.signal("end", [], "child");
      await stage.closed("child");
    },
  },
];
