import { describe, expect, it } from "vitest";
import { runKindOf } from "../../src/kinds.ts";
import { functionOf, withProject } from "../entities/support/with-project.ts";

const handler = `import { handler } from ${JSON.stringify(new URL("../../src/index.ts", import.meta.url).href)};\n`;
const waiting = { wait: true } as const;

describe("a job in a process of its own", () => {
  it("[SEED-2] [SEED-7] [SEED-55] runs by default there", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = () => process.pid;");
      const run = await fn.run("job", waiting);
      expect(run.result("output_0")).not.toBe(process.pid);
      expect([run.kind, run.status.state]).toEqual([runKindOf("job"), "COMPLETED"]);
      expect(run.spec).toMatchObject(fn.spec);
    }));

  it("[SEED-4] [SEED-10] has context and events, whatever its parameters say", () =>
    withProject(async (project) => {
      const code = `export const fn = ({ context, event, events, run }) => {
        context.logger.info({}, "Some log");
        return [event === events, event.trigger.kind, event.body.id === run.id, typeof context.userData].join();
      };`;
      const fn = await functionOf(project, code);
      const run = await fn.run("job", { ...waiting, parameters: { context: "c", events: "e", event: "f" } });
      expect(run.result("output_0")).toBe("true,job,true,object");
      const lines: string[] = [];
      for await (const { text } of run.logs()) lines.push(text);
      expect(lines.some((line) => line.includes("Some log"))).toBe(true);
    }));

  it("[SEED-5] [SEED-11] [SEED-13] [SEED-15] [SEED-17] [SEED-59] [ENT-21] [ENT-23] [ENT-25] takes and makes entities as in the caller's process", () =>
    withProject(async (project) => {
      const source = await project.logDataitem({ name: "source", data: [{ n: 1 }, { n: 2 }] });
      const code = `${handler} export const fn = handler({ outputs: ["data", "string"] }, async ({ dataitem, project, param1 }) => {
        const rows = await dataitem.rows();
        await project.logArtifact({ name: "seen", data: JSON.stringify(rows) });
        return [{ columns: { n: rows.map(({ n }) => n * 2) } }, param1];
      });`;
      const fn = await functionOf(project, code);
      const run = await fn.run("job", {
        ...waiting,
        inputs: { dataitem: source.key },
        parameters: { param1: "some value" },
      });
      expect(await (await run.output("data", "dataitem")).rows()).toEqual([{ n: 2 }, { n: 4 }]);
      expect(run.result("string")).toBe("some value");
      expect(Object.keys(await run.outputs())).toEqual(["seen", "data"]);
      expect(await source.lineage()).toEqual({ producedBy: [], consumedBy: [run.key] });
      expect((await (await run.output("seen")).lineage()).producedBy).toEqual([run.key]);
    }));

  it("[SEED-12] [SEED-32] [SEED-58] calls its init function first", () =>
    withProject(async (project) => {
      const code = `let ready; export const init = (context, { param1 }) => { ready = param1 + typeof context.Response; };
        export const fn = () => ready;`;
      const fn = await functionOf(project, code, { initFunction: "init" });
      const run = await fn.run("job", { ...waiting, initParameters: { param1: "a " } });
      expect(run.result("output_0")).toBe("a function");
    }));

  it("[SEED-46] [SEED-47] has its envs and secrets in its environment, and no secret in its log", () =>
    withProject(async (project) => {
      await project.secrets.set("RUN_TOKEN", "s3cret-value");
      const code = `export const fn = () => {
        console.log("token " + process.env.RUN_TOKEN);
        return process.env.RUN_LEVEL + process.env.RUN_TOKEN.length;
      };`;
      const envs = [{ name: "RUN_LEVEL", value: "3-" }];
      const run = await (await functionOf(project, code)).run("job", { ...waiting, envs, secrets: ["RUN_TOKEN"] });
      expect(run.result("output_0")).toBe("3-12");
      let log = "";
      for await (const { text } of run.logs()) log += `${text}\n`;
      expect(log).toContain("token ");
      expect(log + JSON.stringify(run)).not.toContain("s3cret-value");
    }));
});
