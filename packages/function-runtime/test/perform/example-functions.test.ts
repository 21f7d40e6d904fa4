import { describe, expect, it } from "vitest";
import type { JsonValue, Run } from "../../src/index.ts";
import { expectCode, functionOf, withProject } from "../entities/support/with-project.ts";

const inline = { localExecution: true } as const;
const handler = `import { handler } from ${JSON.stringify(new URL("../../src/index.ts", import.meta.url).href)};\n`;

describe("the example functions, in the caller's process", () => {
  it("[SEED-7] 1. a simple function that returns a string", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, 'export function fn() { return "hello world"; }');
      expect((await fn.run("job", inline)).result("output_0")).toBe("hello world");
    }));

  it("[SEED-6] [SEED-8] 2. a declared function whose output has a name", () =>
    withProject(async (project) => {
      const fn = await functionOf(
        project,
        `${handler} export const fn = handler({ outputs: ["result"] }, () => "hello world");`,
      );
      expect((await fn.run("job", inline)).results()).toEqual({ result: "hello world" });
    }));

  it("[SEED-3] 3. a function with project, and with run and signal", () =>
    withProject(async (project) => {
      const fn = await functionOf(
        project,
        "export const fn = ({ project, run, signal }) => [project.name, run.id, signal.aborted].join();",
      );
      const run = await fn.run("job", { ...inline, parameters: { project: "mine", run: "mine", signal: "mine" } });
      expect(run.result("output_0")).toBe(`test,${run.id},false`);
    }));

  it("[SEED-4] 4. context and events are parameters like others here, and absent if not given", () =>
    withProject(async (project) => {
      const fn = await functionOf(
        project,
        "export const fn = ({ context, event, events }) => [context, event, events].join();",
      );
      const run = await fn.run("job", { ...inline, parameters: { context: "c", events: "e" } });
      expect(run.result("output_0")).toBe("c,,e");
      expect((await fn.run("job", inline)).result("output_0")).toBe(",,");
    }));

  it("[SEED-12] [SEED-32] [SEED-58] 6. an init function is called once before it, with the context and its parameters", () =>
    withProject(async (project) => {
      const code = `const calls = [];
        export function init(context, { param1, param2 }) {
          calls.push("init", typeof context.logger.info, param1, param2);
        }
        export const fn = ({ n }) => { calls.push("fn"); return calls.splice(0).join(" ") + " " + n; };`;
      const fn = await functionOf(project, code, { initFunction: "init" });
      const run = await fn.run("job", { ...inline, parameters: { n: 1 }, initParameters: { param1: "a", param2: 2 } });
      expect(run.result("output_0")).toBe("init function a 2 fn 1");
      expect(run.spec["init_parameters"]).toEqual({ param1: "a", param2: 2 });
      const without = await functionOf(project, "export const fn = () => 1;");
      await expectCode(without.run("job", { ...inline, initParameters: { a: 1 } }), "FUNCTION_RUN_FAILED");
    }));

  it.each<[string, string, Record<string, JsonValue>]>([
    ["synchronous", "export const fn = () => 1;", { output_0: 1 }],
    ["asynchronous", "export const fn = async () => 1;", { output_0: 1 }],
    ["without a value", "export const fn = () => undefined;", {}],
  ])("[SEED-7] a function may be %s", (_what, code, results) =>
    withProject(async (project) => {
      const run: Run = await (await functionOf(project, code)).run("job", inline);
      expect(run.results()).toEqual(results);
    }),
  );

  it("[SEED-7] a function may stream: that is a file", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, 'export async function* fn() { yield "a"; yield "b"; }');
      const run = await fn.run("job", inline);
      expect(Buffer.from(await (await run.output("output_0")).bytes()).toString()).toBe("ab");
    }));
});
