import { describe, expect, it } from "vitest";
import { bring, strayRun, toRunning } from "./support/runs.ts";
import { expectCode, functionOf, withProject } from "./support/with-project.ts";

describe("a run", () => {
  it("[SEED-19] [ENT-28] is as of its last refresh", () =>
    withProject(async (project) => {
      const run = await strayRun(project, "serve");
      const service = { url: "127.0.0.1:1", name: "s" };
      await bring(run, toRunning, { service });
      expect([run.status.state, run.status.service]).toEqual(["CREATED", undefined]);
      expect(await run.refresh()).toBe(run);
      expect([run.status.state, run.status.service]).toEqual(["RUNNING", service]);
      await run.delete();
      await expectCode(run.refresh(), "FUNCTION_NOT_FOUND");
    }));

  it("[ENT-29] is waited for until it is COMPLETED", () =>
    withProject(async (project) => {
      const run = await strayRun(project, "job");
      const waiting = run.wait();
      await bring(run, [...toRunning, "COMPLETED"], { results: { a: 1 } });
      expect((await waiting).results()).toEqual({ a: 1 });
      expect(await run.wait({ timeoutMs: 0 })).toBe(run);
    }));

  it("[ENT-29] is waited for until it is STOPPED", () =>
    withProject(async (project) => {
      const run = await strayRun(project, "job");
      await bring(run, toRunning);
      const waiting = run.wait();
      await run.stop();
      expect((await waiting).status.state).toBe("STOPPED");
    }));

  it("[ENT-29] that ends in ERROR ends the waiting with its message", () =>
    withProject(async (project) => {
      const run = await strayRun(project, "job");
      const waiting = expectCode(run.wait(), "FUNCTION_RUN_FAILED");
      await bring(run, ["BUILT", "ERROR"], { message: "no memory" });
      expect((await waiting).message).toContain("no memory");
    }));

  it("[SEED-19] [ENT-29] that serves is waited for until its service is ready", () =>
    withProject(async (project) => {
      const run = await strayRun(project, "serve");
      let ready = false;
      const waiting = run.wait().then((one) => [ready, one.status.service?.url]);
      await bring(run, toRunning);
      ready = true;
      await bring(run, ["RUNNING"], { service: { url: "127.0.0.1:1" } });
      expect(await waiting).toEqual([true, "127.0.0.1:1"]);
    }));

  it("[ENT-29] is waited for as long as one likes", () =>
    withProject(async (project) => {
      const run = await strayRun(project, "job");
      const error = await expectCode(run.wait({ timeoutMs: 5 }), "FUNCTION_RUN_TIMEOUT");
      expect(error.message).toContain("CREATED after 5 ms");
      expect(error).toMatchObject({ retryable: true });

      const abort = new AbortController();
      const waiting = run.wait({ signal: abort.signal });
      abort.abort(new Error("enough"));
      await expect(waiting).rejects.toThrow("enough");
      await expect(run.wait({ signal: abort.signal })).rejects.toThrow("enough");
      await expectCode(run.wait({ timeout: 5 } as never), "PROTOCOL_UNKNOWN_OPTION");
      await expectCode(run.wait({ timeoutMs: -1 }), "PROTOCOL_INVALID_OPTION");
    }));

  it("[ENT-29] that is deleted is waited for no longer", () =>
    withProject(async (project) => {
      const run = await strayRun(project, "job");
      const waiting = expectCode(run.wait(), "FUNCTION_NOT_FOUND");
      await run.delete();
      await waiting;
    }));

  it("[ENT-31] of a build has the image that it made", () =>
    withProject(async (project) => {
      const run = await strayRun(project, "build");
      await bring(run, [...toRunning, "COMPLETED"], { outputs: { image: "registry.example/p-fn:1" } });
      await run.wait();
      expect([run.action, run.image]).toEqual(["build", "registry.example/p-fn:1"]);
      expect(await run.outputs()).toEqual({});
    }));

  it("is found by id and key, listed latest first, and deleted", () =>
    withProject(async (project) => {
      const first = await strayRun(project, "job");
      const second = await strayRun(project, "serve");
      expect((await project.getRun(first.id)).key).toBe(first.key);
      expect((await project.getRun(first.key)).id).toBe(first.id);
      expect((await project.listRuns()).map(({ id }) => id)).toEqual([second.id, first.id]);
      expect((await project.listRuns({ action: "job" })).map(({ id }) => id)).toEqual([first.id]);
      await project.deleteRun(first.key);
      await expectCode(project.getRun(first.id), "FUNCTION_NOT_FOUND");
    }));

  it("[SEED-51] [ENT-34] of a service without serviceType asks for ClusterIP, and for what it was given otherwise", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = () => 1;");
      const asked: unknown[] = [];
      const { platform } = project;
      const create = platform.create.bind(platform);
      platform.create = async (type, entity) => {
        if (type !== "run") return create(type, entity);
        asked.push(entity.spec?.["service_type"]);
        return create(type, { ...entity, spec: { ...entity.spec, local_execution: true } });
      };
      await fn.run("serve");
      await fn.run("serve", { serviceType: "NodePort" });
      await fn.run("job");
      expect(asked).toEqual(["ClusterIP", "NodePort", undefined]);
    }));
});
