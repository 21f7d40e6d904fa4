import { enums } from "@millrace/protocol/temporal";
import { toDuration } from "../../../src/testing/wire-values.ts";
import type { DifferentialCase } from "../differential-case.ts";
import { Jobs } from "../jobs.ts";
import type { ScriptedActivity } from "../scripted-activities.ts";
import type { Stage } from "../stage.ts";

const { ActivityIdConflictPolicy: Conflict, ActivityIdReusePolicy: Reuse } = enums;
const ms = (time: number) => toDuration(time) ?? {};
const quick = { retryPolicy: { initialInterval: ms(100) }, startToCloseTimeout: ms(20_000) };

const job = (
  name: string,
  work: (stage: Stage) => ScriptedActivity,
  play: (jobs: Jobs, stage: Stage) => Promise<void>,
): DifferentialCase => ({
  name: `job-${name}`,
  workflows: () => ({}),
  activities: (stage) => ({ work: work(stage) }),
  drive: (stage) => play(new Jobs(stage), stage),
});

const silent = (): ScriptedActivity => () => "silent";

/** Standalone activities. */
export const jobs: readonly DifferentialCase[] = [
  job(
    "completes",
    () =>
      ({ input }) => ({ complete: [input] }),
    async (jobs) => {
      await jobs.start("start", { startToCloseTimeout: ms(20_000), priority: { priorityKey: 2 } });
      await jobs.ended("end");
      await jobs.describe("description");
      await jobs.cancel("cancel of an ended one");
      await jobs.terminate("termination of an ended one");
    },
  ),
  job(
    "is-tried-again",
    (stage) =>
      async ({ attempt, heartbeat }) => {
        await heartbeat("attempt", attempt);
        if (attempt === 1) return { fail: { message: "first", type: "Passing", details: [1] } };
        stage.gate("runs").open();
        await stage.gate("described").pass();
        return { complete: [] };
      },
    async (jobs, stage) => {
      await jobs.start("start", quick);
      await stage.gate("runs").pass();
      await jobs.describe("second attempt");
      stage.gate("described").open();
      await jobs.ended("end");
      await jobs.describe("in the end");
    },
  ),
  job(
    "fails-for-good",
    () => () => ({ fail: { message: "no", type: "Refusal", nonRetryable: true, details: ["why"] } }),
    async (jobs) => {
      await jobs.start("start", quick);
      await jobs.ended("end");
      await jobs.describe("description");
    },
  ),
  job(
    "runs-out-of-attempts",
    () =>
      ({ attempt }) => ({ fail: `attempt ${attempt}` }),
    async (jobs) => {
      await jobs.start("start", { ...quick, retryPolicy: { initialInterval: ms(100), maximumAttempts: 2 } });
      await jobs.ended("end");
      await jobs.describe("description");
    },
  ),
  job("times-out", silent, async (jobs) => {
    await jobs.start("start", { startToCloseTimeout: ms(1000), retryPolicy: { maximumAttempts: 1 } });
    await jobs.ended("end");
    await jobs.describe("description");
  }),
  job(
    "misses-its-heartbeat",
    () =>
      async ({ heartbeat }) => {
        await heartbeat("half");
        return "silent" as const;
      },
    async (jobs) => {
      const times = { startToCloseTimeout: ms(20_000), heartbeatTimeout: ms(2000) };
      await jobs.start("start", { ...times, retryPolicy: { maximumAttempts: 1 } });
      await jobs.ended("end");
      await jobs.describe("description");
    },
  ),
  job("is-never-started", silent, async (jobs) => {
    const taskQueue = { name: "nobody" };
    await jobs.start("start", { taskQueue, startToCloseTimeout: ms(5000), scheduleToStartTimeout: ms(1000) });
    await jobs.describe("waiting");
    await jobs.ended("end");
    await jobs.describe("in the end");
  }),
  job("is-not-closed-in-time", silent, async (jobs) => {
    await jobs.start("start", { taskQueue: { name: "nobody" }, scheduleToCloseTimeout: ms(1000) });
    await jobs.ended("end");
    await jobs.describe("in the end");
  }),
  job(
    "is-cancelled-while-it-runs",
    (stage) =>
      async ({ cancelled }) => {
        stage.gate("runs").open();
        await stage.gate("asked").pass();
        await cancelled();
        stage.gate("knows").open();
        await stage.gate("described").pass();
        return { cancel: ["left"] };
      },
    async (jobs, stage) => {
      await jobs.start("start", { startToCloseTimeout: ms(20_000), heartbeatTimeout: ms(10_000) });
      await stage.gate("runs").pass();
      await jobs.cancel("cancel");
      await jobs.cancel("cancel again");
      stage.gate("asked").open();
      await stage.gate("knows").pass();
      await jobs.describe("asked to");
      stage.gate("described").open();
      await jobs.ended("end");
      await jobs.describe("in the end");
    },
  ),
  job("is-cancelled-before-it-starts", silent, async (jobs) => {
    await jobs.start("start", { ...quick, taskQueue: { name: "nobody" } });
    await jobs.cancel("cancel");
    await jobs.ended("end");
    await jobs.describe("in the end");
  }),
  job("is-terminated", silent, async (jobs) => {
    await jobs.start("start", { ...quick, taskQueue: { name: "nobody" } });
    await jobs.terminate("terminate");
    await jobs.ended("end");
    await jobs.describe("in the end");
  }),
  job("starts-twice", silent, async (jobs) => {
    const waiting = { ...quick, taskQueue: { name: "nobody" } };
    await jobs.start("first", { ...waiting, requestId: "the same" });
    await jobs.start("the same again", { ...waiting, requestId: "the same" });
    await jobs.start("second", waiting);
    await jobs.start("uses the existing one", { ...waiting, idConflictPolicy: Conflict.USE_EXISTING });
    await jobs.terminate("terminate");
    await jobs.ended("end");
    await jobs.start("failed only", { ...waiting, idReusePolicy: Reuse.ALLOW_DUPLICATE_FAILED_ONLY });
    await jobs.start("rejected", { ...waiting, idReusePolicy: Reuse.REJECT_DUPLICATE });
    await jobs.terminate("terminate the next");
  }),
  job("starts-late", silent, async (jobs) => {
    await jobs.start("start", { ...quick, startDelay: ms(60_000) });
    await jobs.describe("delayed");
    await jobs.terminate("terminate");
  }),
  job("with-mistakes", silent, async (jobs) => {
    await jobs.start("no timeout");
    await jobs.start("no id", { ...quick, activityId: "" });
    await jobs.start("no type", { ...quick, activityType: { name: "" } });
    await jobs.start("no task queue", { ...quick, taskQueue: { name: "" } });
    await jobs.start("long id", { ...quick, activityId: "i".repeat(1001) });
    await jobs.start("negative timeout", { startToCloseTimeout: { seconds: -1n } });
    await jobs.start("negative retry interval", { ...quick, retryPolicy: { initialInterval: { seconds: -1n } } });
    await jobs.start("unknown namespace", { ...quick, namespace: "nowhere" });
    await jobs.describe("nobody", "nobody");
    await jobs.cancel("cancel of nobody", "nobody");
    await jobs.terminate("termination of nobody", "nobody");
  }),
];
