import {
  cancelWorkflow,
  completeWorkflow,
  continueAsNew,
  failWorkflow,
  type ScriptTurn,
  steps,
} from "../../../src/testing/index.ts";
import { toDuration, toPayloadMap } from "../../../src/testing/wire-values.ts";
import { type DifferentialCase, ordinary } from "../differential-case.ts";

const started = ({ events }: ScriptTurn) => events[0]?.attributes ?? {};
const everySecond = { cronSchedule: "@every 1s" };
const quickly = { initialInterval: toDuration(1000) ?? {}, backoffCoefficient: 1 };

/** Runs that follow one another under one id. */
export const chains: readonly DifferentialCase[] = [
  ordinary(
    "continues-as-new",
    ({ input }) => (input[0] === 2 ? [completeWorkflow()] : [continueAsNew({ args: [2] })]),
    {
      drive: async (stage) => {
        await stage.start("main", { args: [1] });
        await stage.closed();
      },
    },
  ),
  {
    name: "continues-as-another",
    workflows: () => ({
      main: steps([
        continueAsNew({
          type: "other",
          runTimeoutMs: 20_000,
          taskTimeoutMs: 5000,
          memo: { note: "two" },
          retryPolicy: { maximumAttempts: 3 },
        }),
      ]),
      other: steps([completeWorkflow("other")]),
    }),
    drive: async (stage) => {
      const memo = { fields: toPayloadMap({ note: "one", kept: true }) };
      await stage.start("main", { executionTimeoutMs: 60_000, runTimeoutMs: 30_000, request: { memo } });
      await stage.closed();
    },
  },
  ordinary(
    "workflow-is-tried-again",
    (turn) => (started(turn)["attempt"] === 1 ? [failWorkflow("first")] : [completeWorkflow()]),
    {
      drive: async (stage) => {
        await stage.start("main", { request: { retryPolicy: { ...quickly, maximumAttempts: 3 } } });
        await stage.closed();
      },
    },
  ),
  ordinary("workflow-runs-out-of-attempts", (turn) => [failWorkflow(`attempt ${String(started(turn)["attempt"])}`)], {
    drive: async (stage) => {
      await stage.start("main", { request: { retryPolicy: { ...quickly, maximumAttempts: 2 } } });
      await stage.closed();
    },
  }),
  ordinary("workflow-fails-by-a-type-not-to-be-tried-again", () => [failWorkflow({ message: "no", type: "Fatal" })], {
    drive: async (stage) => {
      const retryPolicy = { ...quickly, nonRetryableErrorTypes: ["Fatal"] };
      await stage.start("main", { request: { retryPolicy } });
      await stage.closed();
    },
  }),
  ordinary("run-times-out-and-is-tried-again", (turn) => (started(turn)["attempt"] === 1 ? [] : [completeWorkflow()]), {
    drive: async (stage) => {
      await stage.start("main", { runTimeoutMs: 2000, request: { retryPolicy: quickly } });
      await stage.closed();
    },
  }),
  ordinary(
    "cron-completes-and-fails",
    (turn) => {
      const { continuedExecutionRunId, lastCompletionResult } = started(turn);
      if (lastCompletionResult !== undefined) return [failWorkflow("second")];
      return continuedExecutionRunId === undefined ? [completeWorkflow("first")] : [];
    },
    {
      drive: async (stage) => {
        const first = await stage.start("main", { request: everySecond });
        await stage.seen("WorkflowExecutionCompleted", { runId: first });
        const second = String((await stage.events("main", first)).at(-1)?.attributes["newExecutionRunId"]);
        await stage.seen("WorkflowExecutionFailed", { runId: second });
        await stage.terminate();
      },
    },
  ),
  ordinary("cron-cancelled", ({ find }) => (find("WorkflowExecutionCancelRequested") ? [cancelWorkflow()] : []), {
    drive: async (stage) => {
      await stage.start("main", { request: everySecond });
      await stage.seen("WorkflowTaskCompleted");
      await stage.cancel();
      await stage.closed();
    },
  }),
  ordinary("cron-by-the-minute", steps([completeWorkflow()]), {
    drive: async (stage) => {
      await stage.start("main", { request: { cronSchedule: "* * * * *" } });
      await stage.terminate();
    },
  }),
  ordinary("cron-that-makes-no-sense", steps([completeWorkflow()]), {
    drive: async (stage) => {
      await stage.outcome("start", stage.start("main", { request: { cronSchedule: "every day" } }), () => "started");
    },
  }),
];
