import { expect, it, onTestFinished, vi } from "vitest";
import { openTemp } from "../store/temp-dir.ts";
import { job, statesOf, textOf } from "./run-job.ts";

it("[STO-30] a job goes through its states to its results", async () => {
  const platform = await openTemp();
  const run = await job(platform, "noop");
  expect(statesOf(run)).toEqual(["CREATED", "BUILT", "READY", "RUNNING", "COMPLETED"]);
  expect(run.status).toMatchObject({ state: "COMPLETED", results: { output_0: 1 }, outputs: {} });
  expect(run.spec).toMatchObject({ source: { handler: "main:noop" }, local_execution: false });
});

it.each([
  ["throws", "TypeError: thrown on purpose"],
  ["rejects", "Error: rejected on purpose"],
  ["rejectsElsewhere", "Error: nobody caught it"],
  ["throwsText", "only a text"],
])("[STO-32] a function that %s fails with what it says", async (handler, message) => {
  const platform = await openTemp();
  const run = await job(platform, handler);
  expect(run.status).toMatchObject({ state: "ERROR", message: expect.stringContaining(message), exit_code: 1 });
  expect(await textOf(platform, run)).toContain(message);
});

it.each([0, 3])("[STO-33] a function that exits with code %i has no result, and is told so", async (code) => {
  const platform = await openTemp();
  const run = await job(platform, "exits", { parameters: { code } });
  expect(run.status).toMatchObject({ state: "ERROR", exit_code: code });
  expect(run.status.message).toContain("FUNCTION_RUN_EXITED");
  expect(run.status.message).toContain(`exited with code ${code}`);
});

it("[STO-33] a process that is killed is told so", async () => {
  const platform = await openTemp();
  const run = await job(platform, "dies");
  expect(run.status.state).toBe("ERROR");
  expect(run.status.message).toContain("SIGKILL");
});

it("[STO-39] runs of other kinds are kept and not executed, without function neither", async () => {
  const platform = await openTemp();
  const python = await platform.create("run", {
    kind: "python+job:run",
    project: "p",
    spec: { function: "python://p/f:1" },
  });
  expect(python.status).toMatchObject({ state: "ERROR", message: expect.stringContaining("'python'") });
  const none = await platform.create("run", { kind: "nodejs+job:run", project: "p", spec: {} });
  expect(none.status).toMatchObject({ state: "ERROR", message: expect.stringContaining("spec.function") });
  const gone = await platform.create("run", {
    kind: "nodejs+job:run",
    project: "p",
    spec: { function: "nodejs://p/f:gone" },
  });
  expect(gone.status).toMatchObject({ state: "ERROR", message: expect.stringContaining("FUNCTION_NOT_FOUND") });
  const local = await platform.create("run", { kind: "python+job:run", project: "p", spec: { local_execution: true } });
  expect(local.status.state).toBe("CREATED");
});

it("[STO-41] of a run that cannot begin no deadline is left to wait for", async () => {
  const [set, clear] = [vi.spyOn(globalThis, "setTimeout"), vi.spyOn(globalThis, "clearTimeout")];
  onTestFinished(() => void vi.restoreAllMocks());
  const platform = await openTemp();
  const run = await job(platform, "noop", { secrets: ["nowhere"], active_deadline_seconds: 4321 });
  expect(run.status).toMatchObject({ state: "ERROR", message: expect.stringContaining("'nowhere'") });
  const deadlines = set.mock.calls.flatMap(([, ms], at) => (ms === 4_321_000 ? [set.mock.results[at]?.value] : []));
  expect(deadlines).toHaveLength(1);
  expect(clear).toHaveBeenCalledWith(deadlines[0]);
});
