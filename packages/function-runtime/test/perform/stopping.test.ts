import { describe, expect, it } from "vitest";
import type { Project, Run } from "../../src/index.ts";
import { expectCode, functionOf, withProject } from "../entities/support/with-project.ts";

const inline = { localExecution: true } as const;

/** Says by an artifact that it has begun, then waits for its signal, and then says so by the message of its error. */
const patient = `export const fn = async ({ project, signal }) => {
  await project.logArtifact({ name: "begun", data: "x" });
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  throw new Error("saw " + signal.reason.message);
};`;

/** Never ends, whatever one says. */
const deaf = `export const fn = async ({ project }) => {
  await project.logArtifact({ name: "begun", data: "x" });
  await new Promise(() => setTimeout(() => undefined, 1));
};`;

describe("a job in the caller's process ends", () => {
  it.each([
    ["that listens", patient],
    ["that does not", deaf],
  ])("[ENT-43] when somebody stops it, with a function %s", (_what, code) =>
    withProject(async (project) => {
      const fn = await functionOf(project, code);
      const ended = fn.run("job", inline);
      await (await begunRun(project)).stop();
      expect((await ended).status.state).toBe("STOPPED");
    }),
  );

  it.each([
    ["that listens", patient],
    ["that does not", deaf],
  ])("[ENT-43] when its caller aborts, with a function %s", (_what, code) =>
    withProject(async (project) => {
      const abort = new AbortController();
      const ended = (await functionOf(project, code)).run("job", { ...inline, signal: abort.signal });
      const run = await begunRun(project);
      abort.abort(new Error("enough"));
      await expect(ended).rejects.toThrow(/enough/);
      expect((await run.refresh()).status.state).toBe("STOPPED");
    }),
  );

  it("[ENT-43] at its deadline", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, deaf);
      const error = await expectCode(fn.run("job", { ...inline, deadlineMs: 50 }), "FUNCTION_RUN_FAILED");
      expect(error.cause).toMatchObject({ code: "FUNCTION_RUN_DEADLINE" });
      const [run] = await project.listRuns();
      expect(run?.status.state).toBe("ERROR");
      expect(run?.status.message).toContain("longer than 50 ms");
    }));

  it("[ENT-43] and what its function returns later is dropped", () =>
    withProject(async (project) => {
      const told = Symbol.for("millrace-test-told");
      const late = `export const fn = async ({ project, signal }) => {
        await project.logArtifact({ name: "begun", data: "x" });
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        globalThis[Symbol.for("millrace-test-told")]();
        return { late: true };
      };`;
      const returned = new Promise<void>((resolve) => Reflect.set(globalThis, told, resolve));
      const ended = (await functionOf(project, late)).run("job", inline);
      const run = await begunRun(project);
      await run.stop();
      await Promise.all([ended, returned]);
      // Whatever would be stored has begun to be before this has.
      await project.logArtifact({ name: "after", data: "x" });
      expect((await project.listArtifacts()).map(({ name }) => name)).toEqual(["after", "begun"]);
      expect((await run.refresh()).status).not.toHaveProperty("outputs");
      Reflect.deleteProperty(globalThis, told);
    }));

  it("[ENT-43] before it began, when the signal has aborted already", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, deaf);
      const signal = AbortSignal.abort(new Error("enough"));
      await expect(fn.run("job", { ...inline, signal })).rejects.toThrow("enough");
      expect(await project.listRuns()).toEqual([]);
    }));
});

async function begunRun(project: Project): Promise<Run> {
  await expect.poll(() => project.listArtifacts()).toHaveLength(1);
  const [run] = await project.listRuns();
  if (run === undefined) throw new Error("no run");
  return run;
}
