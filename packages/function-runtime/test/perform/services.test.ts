import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Run } from "../../src/index.ts";
import { expectCode, functionOf, nodeHere, warnings, withProject } from "../entities/support/with-project.ts";

const handler = `import { handler } from ${JSON.stringify(new URL("../../src/index.ts", import.meta.url).href)};\n`;

describe("a service", () => {
  it("[SEED-19] [SEED-20] [SEED-64] [ENT-29] [ENT-30] is ready when its status has a service, is called, and stopped", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = ({ n = 1 }) => ({ twice: n * 2 });");
      const run = await fn.run("serve");
      expect(run.status.service).toBeUndefined();
      await run.wait();
      await run.refresh();
      expect(run.status.service?.url).toMatch(/^127\.0\.0\.1:\d+$/);
      expect(await (await run.invoke({ json: { n: 4 } })).json()).toEqual({ twice: 8 });
      expect(
        await (
          await run.invoke({ method: "POST", data: '{"n":5}', headers: { "content-type": "application/json" } })
        ).json(),
      ).toEqual({ twice: 10 });
      await run.stop();
      expect((await run.wait()).status.state).toBe("STOPPED");
      await expect(run.invoke({ json: {} })).rejects.toThrow(/./);
    }));

  it("[SEED-10] [SEED-12] [SEED-32] [SEED-58] has a context, an event, and an init function that has run", () =>
    withProject(async (project) => {
      const code = `export const init = (context, { greeting }) => { context.userData.greeting = greeting; };
        export const fn = ({ context, event }) => {
          context.logger.info({}, "Some log");
          return context.userData.greeting + " " + event.method;
        };`;
      const fn = await functionOf(project, code, { initFunction: "init" });
      const run = await fn.run("serve", { wait: true, initParameters: { greeting: "hello" } });
      expect(await (await run.invoke()).text()).toBe("hello GET");
      await run.stop();
      await run.wait();
      expect(await logOf(run)).toContain("Some log");
    }));

  it("[SEED-50] replicas are processes beside each other", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = () => process.pid;");
      const run = await fn.run("serve", { wait: true, replicas: 2 });
      const seen = new Set<string>();
      await expect
        .poll(async () => {
          const answers = Array.from({ length: 8 }, async () =>
            (await run.invoke({ headers: { connection: "close" } })).text(),
          );
          for (const pid of await Promise.all(answers)) seen.add(pid);
          return seen.size;
        })
        .toBe(2);
      await run.stop();
      await run.wait();
    }));

  it("[SEED-46] [SEED-47] [SEED-51] has its envs and secrets, whatever its type is", () =>
    withProject(async (project) => {
      await project.secrets.set("SERVICE_TOKEN", "s3cret-value");
      const fn = await functionOf(
        project,
        "export const fn = () => { console.log(process.env.SERVICE_TOKEN); return process.env.LEVEL + process.env.SERVICE_TOKEN.length; };",
      );
      const envs = [{ name: "LEVEL", value: "3-" }];
      const run = await fn.run("serve", { wait: true, envs, secrets: ["SERVICE_TOKEN"], serviceType: "LoadBalancer" });
      expect(await (await run.invoke()).text()).toBe("3-12");
      expect(run.spec["service_type"]).toBe("LoadBalancer");
      await run.stop();
      await run.wait();
      expect(await logOf(run)).not.toContain("s3cret-value");
    }));

  it("[SEED-33] [ENT-42] says so when its function asks for another Node", async () => {
    const { logger, warned } = warnings();
    await withProject(
      async (project) => {
        const nodeVersion = nodeHere === "NODE_22" ? "NODE_24" : "NODE_22";
        const fn = await functionOf(project, "export const fn = () => 1;", { nodeVersion });
        const run = await fn.run("serve", { wait: true });
        await run.stop();
        await run.wait();
      },
      { logger },
    );
    expect(warned.map(({ fields }) => fields["code"])).toEqual(["FUNCTION_NODE_VERSION_DIFFERS"]);
  });

  it("[ENT-29] that cannot begin ends the waiting", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, `${handler} throw new Error("not today");`);
      const error = await expectCode(fn.run("serve", { wait: true }), "FUNCTION_RUN_FAILED");
      expect(error.message).toContain("not today");
    }));
});

describe("a build", () => {
  it("[SEED-35] [SEED-36] [SEED-52] [SEED-54] [ENT-31] makes an image from the base image with the instructions", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = () => 1;", { baseImage: "registry.example/node:24" });
      const run = await fn.run("build", { wait: true, instructions: ["apt-get install -y git"] });
      expect(run.image).toMatch(/^test-fn:[0-9a-f]{8}$/);
      const dockerfile = await readFile(run.result("dockerfile") as string, "utf8");
      expect(dockerfile).toContain("FROM registry.example/node:24");
      expect(dockerfile).toContain("RUN apt-get install -y git");
      expect((await fn.refresh()).image).toBe(run.image);
    }));
});

async function logOf(run: Run): Promise<string> {
  let log = "";
  for await (const { text } of run.logs()) log += `${text}\n`;
  return log;
}
