import { describe, expect, it } from "vitest";
import { expectCode, functionOf, warnings, withProject } from "../entities/support/with-project.ts";

const waiting = { wait: true } as const;

describe("a job in a process of its own", () => {
  it("[SEED-49] is tried again as often as backoffLimit says", () =>
    withProject(
      async (project) => {
        const code = `export const fn = async ({ project, succeedAt }) => {
          await project.logArtifact({ name: "try", data: "x" });
          const tries = (await project.getArtifactVersions("try")).length;
          if (tries < succeedAt) throw new Error("try " + tries);
          return tries;
        };`;
        const fn = await functionOf(project, code);
        const run = await fn.run("job", { ...waiting, backoffLimit: 2, parameters: { succeedAt: 3 } });
        expect(run.result("output_0")).toBe(3);
        await project.deleteArtifact("try");
        const failed = fn.run("job", { ...waiting, backoffLimit: 1, parameters: { succeedAt: 3 } });
        expect((await expectCode(failed, "FUNCTION_RUN_FAILED")).message).toContain("try 2");
      },
      { local: { retryMs: 1 } },
    ));

  it("[ENT-35] [SEED-42] [SEED-43] is warned of fields that have no effect on this machine", async () => {
    const { logger, warned } = warnings();
    await withProject(
      async (project) => {
        const fn = await functionOf(project, "export const fn = () => 1;");
        const volumes = [{ volumeType: "empty_dir", name: "scratch", mountPath: "/data" }] as const;
        await fn.run("job", { ...waiting, volumes, resources: { mem: "256Mi", cpu: "1" }, deadlineMs: 600_000 });
      },
      { logger },
    );
    expect(warned.map(({ fields }) => [fields["code"], fields["field"]])).toEqual([
      ["FUNCTION_FIELD_NO_LOCAL_EFFECT", "volumes"],
      ["FUNCTION_FIELD_NO_LOCAL_EFFECT", "resources.cpu"],
    ]);
  });

  it("[ENT-43] ends at its deadline, whatever its function does", () =>
    withProject(
      async (project) => {
        const fn = await functionOf(project, "export const fn = () => { for (;;); };");
        const error = await expectCode(fn.run("job", { ...waiting, deadlineMs: 200 }), "FUNCTION_RUN_FAILED");
        expect(error.message).toContain("FUNCTION_RUN_DEADLINE");
      },
      { local: { stopGraceMs: 1, killGraceMs: 1 } },
    ));

  it("[ENT-28] that was stopped goes on from its beginning when it is resumed", () =>
    withProject(async (project) => {
      const code = `export const fn = async ({ project, signal }) => {
        await project.logArtifact({ name: "begun", data: "x" });
        if ((await project.getArtifactVersions("begun")).length > 1) return "done";
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      };`;
      const run = await (await functionOf(project, code)).run("job");
      await expect.poll(() => project.listArtifacts()).toHaveLength(1);
      await run.stop();
      expect((await run.wait()).status.state).toBe("STOPPED");
      await run.resume();
      expect((await run.wait()).result("output_0")).toBe("done");
    }));

  it("[ENT-29] that fails rejects its caller's waiting", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, 'export const fn = () => { throw new Error("not today"); };');
      const error = await expectCode(fn.run("job", waiting), "FUNCTION_RUN_FAILED");
      expect(error.message).toContain("not today");
    }));
});
