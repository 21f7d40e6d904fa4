import path from "node:path";
import { expect, it } from "vitest";
import { runnerDefaults } from "../../src/embedded/runner/runner-options.ts";
import { retryWaitMs } from "../../src/embedded/runner/retries.ts";
import { openTemp, tempDir } from "../store/temp-dir.ts";
import { begin, ended, job, placeOf, saying, textOf } from "./run-job.ts";

const quick = { stopGraceMs: 50, killGraceMs: 50 };

it.each(["heeds", "heedsNothing"])(
  "[STO-41] a job that %s and outlives its deadline is ended, and not tried again",
  async (handler) => {
    const platform = await openTemp(quick);
    const run = await job(platform, handler, { active_deadline_seconds: 0.5, backoff_limit: 3 });
    expect(run.status).toMatchObject({ state: "ERROR", message: expect.stringContaining("FUNCTION_RUN_DEADLINE") });
    expect(await textOf(platform, run)).not.toContain("attempt 2 of 4");
  },
);

it("[STO-42] [SEED-49] a job that fails is tried again as often as backoff_limit says, each time after twice as long", async () => {
  const platform = await openTemp({ retryMs: 1 });
  const file = path.join(await tempDir(), "attempts");
  const run = await job(platform, "failsAtFirst", { backoff_limit: 3, parameters: { file, times: 2 } });
  expect(run.status).toMatchObject({ state: "COMPLETED", results: { output_0: "attempt 3" } });
  const text = await textOf(platform, run);
  for (const line of [
    "attempt 1 of 4 begins",
    "attempt 1 fails",
    "the next begins in 1 ms",
    "the next begins in 2 ms",
  ]) {
    expect(text).toContain(line);
  }
  expect(text).not.toContain("attempt 4 of 4");
  expect([1, 2, 3, 4, 20].map((attempt) => retryWaitMs(attempt, runnerDefaults))).toEqual([
    100, 200, 400, 800, 360_000,
  ]);
});

it("[STO-42] a job whose attempts all fail has the last one's error", async () => {
  const platform = await openTemp({ retryMs: 1 });
  const file = path.join(await tempDir(), "attempts");
  const run = await job(platform, "failsAtFirst", { backoff_limit: 1, parameters: { file, times: 9 } });
  expect(run.status).toMatchObject({ state: "ERROR", message: "Error: attempt 2 fails", attempts: 2 });
});

it("[STO-42] a job can be stopped while it waits to be tried again", async () => {
  const platform = await openTemp({ retryMs: 600_000, retryCapMs: 600_000 });
  const run = await begin(platform, "throws", { backoff_limit: 1 });
  await saying(platform, run, "the next begins in");
  await platform.act(placeOf(run), "stop");
  expect((await ended(platform, run)).status.state).toBe("STOPPED");
});
