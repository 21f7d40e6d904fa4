import { expect, it } from "vitest";
import { FunctionError } from "../../src/errors.ts";
import { expectCode } from "../store/expect-code.ts";
import { openTemp, tempDir } from "../store/temp-dir.ts";
import { begin, ended, placeOf, saying, statesOf, textOf, when } from "./run-job.ts";

const quick = { stopGraceMs: 50, killGraceMs: 50 };

it("[STO-44] only so many jobs run at once; the others are PENDING, and can be stopped there", async () => {
  const platform = await openTemp({ concurrency: 1 });
  const first = await begin(platform, "heeds");
  await saying(platform, first, "hangs");
  const second = await begin(platform, "noop");
  const third = await begin(platform, "noop");
  await when(platform, second, ({ status }) => status.state === "PENDING");
  await when(platform, third, ({ status }) => status.state === "PENDING");
  await platform.act(placeOf(second), "stop");
  expect((await ended(platform, second)).status).toMatchObject({
    state: "ERROR",
    message: expect.stringContaining("FUNCTION_RUN_STOPPED"),
  });
  await platform.act(placeOf(first), "stop");
  expect(statesOf(await ended(platform, third))).toEqual([
    "CREATED",
    "BUILT",
    "READY",
    "PENDING",
    "RUNNING",
    "COMPLETED",
  ]);
});

it("[STO-45] a run that was stopped can be resumed: it begins again", async () => {
  const platform = await openTemp();
  const run = await begin(platform, "heeds");
  await saying(platform, run, "hangs");
  await expectCode(platform.act(placeOf(run), "resume"), "FUNCTION_INVALID_STATE");
  await platform.act(placeOf(run), "stop");
  await ended(platform, run);
  await platform.act(placeOf(run), "resume");
  await when(platform, run, ({ status }) => status.state === "RUNNING");
  await platform.act(placeOf(run), "stop");
  const stopped = await ended(platform, run);
  expect(statesOf(stopped).slice(-4)).toEqual(["RESUME", "RUNNING", "STOP", "STOPPED"]);
});

it("[STO-46] closing the platform stops what runs", async () => {
  const dir = await tempDir();
  const platform = await openTemp({ dir, ...quick });
  const run = await begin(platform, "heedsNothing");
  await saying(platform, run, "hangs");
  await platform.close();
  const again = await openTemp({ dir });
  expect((await again.read(placeOf(run)))?.status).toMatchObject({
    state: "STOPPED",
    message: "the platform was closed",
  });
});

it("[STO-45] of several who resume a run at once, one does", async () => {
  const platform = await openTemp({ concurrency: 2 });
  const run = await begin(platform, "heeds");
  await saying(platform, run, "hangs");
  await platform.act(placeOf(run), "stop");
  await ended(platform, run);
  const resumed = await Promise.allSettled([1, 2, 3].map(() => platform.act(placeOf(run), "resume")));
  const refused = resumed.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  expect(refused.map((error) => FunctionError.is(error) && error.code)).toEqual([
    "FUNCTION_INVALID_STATE",
    "FUNCTION_INVALID_STATE",
  ]);
  await when(platform, run, ({ status }) => status.state === "RUNNING");
  await platform.act(placeOf(run), "stop");
  await ended(platform, run);
  expect((await textOf(platform, run)).match(/the run begins/g)).toHaveLength(2);
});

it("[STO-45] a run that its own client executes is resumed by its state alone", async () => {
  const platform = await openTemp();
  let run = await platform.create("run", { kind: "nodejs+job:run", project: "p", spec: { local_execution: true } });
  for (const state of ["BUILT", "READY", "RUNNING"]) run = await platform.update("run", { ...run, status: { state } });
  await platform.act(placeOf(run), "stop");
  expect((await platform.act(placeOf(run), "resume")).status.state).toBe("RESUME");
  expect((await platform.update("run", { ...run, status: { state: "RUNNING" } })).status.state).toBe("RUNNING");
  // Of one that executes here it would only have begun.
  expect((await platform.act(placeOf(run), "stop")).status.state).toBe("STOPPED");
});
