import { setTimeout as after } from "node:timers/promises";
import { expect, it } from "vitest";
import { expectCode } from "../store/expect-code.ts";
import { openTemp } from "../store/temp-dir.ts";
import { begin, ended, placeOf, saying, statesOf } from "./run-job.ts";

const quick = { stopGraceMs: 50, killGraceMs: 50 };

it("[STO-40] a job that is stopped ends by its signal, and is STOPPED", async () => {
  const platform = await openTemp();
  const run = await begin(platform, "heeds");
  await saying(platform, run, "hangs");
  expect((await platform.act(placeOf(run), "stop")).status.state).toBe("STOP");
  const stopped = await ended(platform, run);
  expect(statesOf(stopped)).toEqual(["CREATED", "BUILT", "READY", "RUNNING", "STOP", "STOPPED"]);
});

it.each(["heedsNothing", "spins"])("[STO-40] a job that %s is stopped by force", async (handler) => {
  const platform = await openTemp(quick);
  const run = await begin(platform, handler);
  await saying(platform, run, "hangs");
  await platform.act(placeOf(run), "stop");
  expect((await ended(platform, run)).status.state).toBe("STOPPED");
});

it("[STO-40] a run that its own client executes is stopped by its state", async () => {
  const platform = await openTemp();
  let run = await platform.create("run", { kind: "nodejs+job:run", project: "p", spec: { local_execution: true } });
  for (const state of ["BUILT", "READY", "RUNNING"]) run = await platform.update("run", { ...run, status: { state } });
  expect((await platform.act(placeOf(run), "stop")).status.state).toBe("STOPPED");
  expect((await platform.act(placeOf(run), "delete")).status.state).toBe("DELETED");
  expect(await platform.read(placeOf(run))).toBeUndefined();
});

it("[STO-40] a run that the platform executes has the state that it is in, whatever an update says", async () => {
  const platform = await openTemp(quick);
  const run = await begin(platform, "heeds");
  await saying(platform, run, "hangs");
  for (const state of ["STOP", "COMPLETED", "ERROR"]) {
    await expectCode(platform.update("run", { ...run, status: { state } }), "FUNCTION_INVALID_STATE");
  }
  await platform.act(placeOf(run), "stop");
  expect((await ended(platform, run)).status.state).toBe("STOPPED");
});

it("[STO-40] stopped at any moment, a run comes to a last state", async () => {
  const platform = await openTemp({ concurrency: 8 });
  const runs = await Promise.all(Array.from({ length: 8 }, () => begin(platform, "noop")));
  const states = await Promise.all(
    runs.map(async (run, index) => {
      await after(index * 100);
      // It may have ended, and then cannot be stopped.
      await platform.act(placeOf(run), "stop").catch(() => undefined);
      return (await ended(platform, run)).status.state;
    }),
  );
  for (const state of states) expect(["STOPPED", "COMPLETED", "ERROR"]).toContain(state);
});
