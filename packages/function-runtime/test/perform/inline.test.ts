import { describe, expect, it } from "vitest";
import {
  connectProject,
  type EntityType,
  type Function,
  type JsonObject,
  type NewEntity,
  type Platform,
  type Run,
} from "../../src/index.ts";
import { executeInline } from "../../src/execute-inline.ts";
import { expectCode, functionOf, nodeHere, warnings, withProject } from "../entities/support/with-project.ts";

const inline = { localExecution: true } as const;

describe("a job in the caller's process", () => {
  it("[SEED-2] [SEED-55] [ENT-18] [ENT-19] runs to its end, and every state of it is told to the platform", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = ({ a, b }) => a + b;");
      const run = await fn.run("job", { ...inline, parameters: { a: 1, b: 2 } });
      expect(run.status.state).toBe("COMPLETED");
      expect(run.results()).toEqual({ output_0: 3 });
      expect(statesOf(run)).toEqual(["CREATED", "BUILT", "READY", "RUNNING", "COMPLETED"]);
      expect(run.spec).toMatchObject({ ...fn.spec, parameters: { a: 1, b: 2 }, local_execution: true });
    }));

  it("[SEED-55] is not the default: the platform executes", () =>
    withProject(async (project) => {
      const asked: unknown[] = [];
      const platform = idle(project.platform, (spec) => asked.push(spec["local_execution"]));
      const fn = await functionOf(await connectProject("test", { platform }), "export const fn = () => 1;");
      const run = await fn.run("job");
      await fn.run("job", { localExecution: false });
      expect(asked).toEqual([false, false]);
      expect(run.status.state).toBe("CREATED");
    }));

  it("[ENT-16] [ENT-15] [SEED-53] names its function and the one task of its kind", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = () => 1;");
      const runs = [await fn.run("job", inline), await fn.run("job", inline)];
      const { content } = await project.platform.list("task", "test", { function: String(fn) });
      expect(content.map(({ kind, spec }) => [kind, spec])).toEqual([["nodejs+job", { function: String(fn) }]]);
      for (const run of runs) {
        expect(run.kind).toBe("nodejs+job:run");
        expect(run.spec).toMatchObject({ function: String(fn), task: `nodejs+job://test/${content[0]?.id}` });
        expect(run.metadata.relationships).toEqual([{ type: "run_of", dest: fn.key }]);
      }
      const next = await functionOf(project, "export const fn = () => 2;");
      await next.run("job", inline);
      expect((await project.platform.list("task", "test", {})).totalElements).toBe(2);
    }));

  it("[ENT-15] [SEED-53] shares its task with others that begin at the same time, here and elsewhere", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = () => 1;");
      const elsewhere = await connectProject("test", { dir: project.platform.dir ?? "" });
      const others = await Promise.all([1, 2, 3].map(() => elsewhere.getFunction(fn.key)));
      const runs = await Promise.all([fn, fn, fn, ...others].map((one) => one.run("job", inline)));
      expect(new Set(runs.map(({ spec }) => spec["task"])).size).toBe(1);
      expect((await project.platform.list("task", "test")).totalElements).toBe(1);
      await elsewhere.close();
    }));

  it.each([true, false])(
    "[ENT-18] has the function's spec, under its task's, under its own (inline: %s)",
    (localExecution) =>
      withProject(async (project) => {
        const fn = await functionOf(project, "export const fn = () => 1;", { image: "registry.example/f:1" });
        const ofTask = { image: "registry.example/g:1", profile: "small", envs: [{ name: "A", value: "task" }] };
        const task = { kind: "nodejs+job", project: "test", spec: { function: String(fn), ...ofTask } };
        await project.platform.create("task", task);
        const run = await fn.run("job", { localExecution, wait: true, envs: [{ name: "A", value: "run" }] });
        const merged = { ...fn.spec, image: ofTask.image, profile: "small", envs: [{ name: "A", value: "run" }] };
        expect(run.spec).toMatchObject(merged);
      }),
  );

  it("[ENT-19] that fails is in ERROR with its message, and its caller gets what it threw", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, 'export const fn = () => { throw new RangeError("too far"); };');
      const error = await expectCode(fn.run("job", inline), "FUNCTION_RUN_FAILED");
      expect(error.message).toContain("too far");
      expect(error.cause).toBeInstanceOf(RangeError);
      const [run] = await project.listRuns();
      expect(run?.status).toMatchObject({ state: "ERROR", message: "too far" });
      expect(() => run?.result("output_0")).toThrow(/it is ERROR: too far/);
    }));

  it.each([
    ["a source that cannot be fetched", { codeSrc: "http://127.0.0.1:1/main.ts" }],
    ["a handler that is not there", { code: "export const other = 1;" }],
    ["code that is none", { code: "export const fn = (" }],
    [
      "an init that fails",
      { code: "export const fn = 1; export const i = () => { throw new Error('x'); };", initFunction: "i" },
    ],
  ])("[ENT-19] %s is an ERROR too", (_what, source) =>
    withProject(async (project) => {
      const fn = await project.newFunction({
        name: "fn",
        kind: "nodejs",
        handler: "fn",
        nodeVersion: nodeHere,
        ...source,
      });
      await expectCode(fn.run("job", inline), "FUNCTION_RUN_FAILED");
      const [run] = await project.listRuns();
      expect(run?.status.state).toBe("ERROR");
      expect(run?.status.message).toMatch(/FUNCTION_|x/);
    }),
  );

  it("[ENT-17] that is asked for wrongly leaves nothing behind", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = () => 1;");
      const run = (action: string, options: object): Promise<Run> => fn.run(action as "job", options);
      await expectCode(run("deploy", {}), "FUNCTION_INVALID_ACTION");
      await expectCode(run("job", { replicas: 1 }), "FUNCTION_FIELD_OF_OTHER_ACTION");
      await expectCode(run("serve", inline), "FUNCTION_FIELD_OF_OTHER_ACTION");
      await expectCode(run("job", { nope: 1 }), "FUNCTION_UNKNOWN_FIELD");
      await expectCode(run("job", { wait: "yes" }), "FUNCTION_INVALID_FIELD");
      await expectCode(run("job", { parameters: [1] }), "FUNCTION_INVALID_FIELD");
      await expectCode(run("job", { parameters: { a: 1n } }), "FUNCTION_INVALID_FIELD");
      await expectCode(run("job", { initParameters: { a: () => 1 } }), "FUNCTION_INVALID_FIELD");
      await expectCode(run("job", { inputs: { a: 1 } }), "FUNCTION_INVALID_FIELD");
      await expectCode(run("job", { inputs: { a: "x" } }), "FUNCTION_INVALID_KEY");
      await expectCode(run("job", { inputs: { a: fn.key } }), "FUNCTION_INVALID_KEY");
      await expectCode(run("job", { inputs: { a: "store://test/model/model/gone" } }), "FUNCTION_NOT_FOUND");
      expect([await project.listRuns(), (await project.platform.list("task", "test")).totalElements]).toEqual([[], 0]);
    }));

  it("[ENT-20] starts from BUILT or STOPPED only", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = () => 1;");
      const done = await fn.run("job", inline);
      await expectCode(executeInline(project, done.toJSON()), "FUNCTION_RUN_NOT_STARTABLE");

      const stopped = await create(fn, ["BUILT", "READY", "RUNNING", "STOP", "STOPPED"]);
      await executeInline(project, stopped.toJSON());
      expect((await stopped.refresh()).status.state).toBe("COMPLETED");
      expect(statesOf(stopped).slice(-4)).toEqual(["STOPPED", "RESUME", "RUNNING", "COMPLETED"]);

      const running = await create(fn, ["BUILT", "READY", "RUNNING"]);
      await expectCode(executeInline(project, running.toJSON()), "FUNCTION_RUN_NOT_STARTABLE");
    }));

  it("[SEED-33] [ENT-42] says so when the function asks for another Node", () =>
    withProject(async (project) => {
      const { logger, warned } = warnings();
      const loud = await connectProject("test", { platform: project.platform, logger });
      const other = nodeHere === "NODE_22" ? "NODE_24" : "NODE_22";
      await (await functionOf(loud, "export const fn = () => 1;", { nodeVersion: other })).run("job", inline);
      await (await functionOf(loud, "export const fn = () => 1;")).run("job", inline);
      expect(warned.map(({ fields }) => [fields["code"], fields["wanted"], fields["here"]])).toEqual([
        ["FUNCTION_NODE_VERSION_DIFFERS", other, nodeHere],
      ]);
    }));

  it("[ENT-35] [SEED-42] [SEED-43] warns of fields that have no effect here, and keeps them", () =>
    withProject(async (project) => {
      const { logger, warned } = warnings();
      const loud = await connectProject("test", { platform: project.platform, logger });
      const fn = await functionOf(loud, "export const fn = () => 1;");
      const run = await fn.run("job", { ...inline, resources: { mem: "64Mi" }, profile: "big", backoffLimit: 0 });
      expect(warned.map(({ fields }) => fields["field"])).toEqual(["resources", "profile", "backoffLimit"]);
      expect(run.spec).toMatchObject({ resources: { mem: "64Mi" }, profile: "big", backoff_limit: 0 });
    }));

  it("[SEED-46] [SEED-47] [ENT-40] has its envs and secrets in the environment while it lasts", () =>
    withProject(async (project) => {
      await project.secrets.set("RUN_TOKEN", "s3cret");
      const fn = await functionOf(
        project,
        "export const fn = () => [process.env.RUN_LEVEL, process.env.RUN_TOKEN.length].join();",
      );
      const envs = [{ name: "RUN_LEVEL", value: "3" }];
      const run = await fn.run("job", { ...inline, envs, secrets: ["RUN_TOKEN"] });
      expect(run.result("output_0")).toBe("3,6");
      expect([process.env["RUN_LEVEL"], process.env["RUN_TOKEN"]]).toEqual([undefined, undefined]);
      expect(JSON.stringify(run)).not.toContain("s3cret");
      await expectCode(fn.run("job", { ...inline, secrets: ["GONE"] }), "FUNCTION_RUN_FAILED");
      const telling = await functionOf(project, "export const fn = () => { throw new Error(process.env.RUN_TOKEN); };");
      await expectCode(telling.run("job", { ...inline, secrets: ["RUN_TOKEN"] }), "FUNCTION_RUN_FAILED");
      const [failed] = (await project.platform.list("run", "test")).content;
      expect(failed?.status).toMatchObject({ state: "ERROR", message: "***" });
    }));

  it("[ENT-46] several at once share the code that they have in common", () =>
    withProject(async (project) => {
      const fn = await functionOf(
        project,
        "let calls = 0; export const fn = async ({ n }) => { calls += 1; return n * 2; };",
      );
      const numbers = [1, 2, 3, 4, 5, 6];
      const runs = await Promise.all(numbers.map((n) => fn.run("job", { ...inline, parameters: { n } })));
      expect(runs.map((run) => run.result("output_0"))).toEqual([2, 4, 6, 8, 10, 12]);
    }));
});

const statesOf = (run: Run): unknown[] =>
  (run.status["transitions"] as { status: string }[]).map(({ status }) => status);

/** A run of a function that somebody has brought to its last state. */
async function create(fn: Function, states: readonly string[]): Promise<Run> {
  const { project } = fn;
  const { content } = await project.platform.list("run", "test", { function: String(fn) });
  const { kind, spec } = content[0] ?? { kind: "", spec: {} };
  let record = await project.platform.create("run", { kind, spec, project: "test" });
  for (const state of states) {
    record = await project.platform.update("run", { ...record, status: { ...record.status, state } });
  }
  return project.getRun(record.id);
}

/** The same platform, with nobody who executes; tells the specs of the runs that it was to execute. */
function idle(platform: Platform, tell: (spec: JsonObject) => void): Platform {
  return new Proxy(platform, {
    get(target, name) {
      if (name === "create") {
        return async (type: EntityType, entity: NewEntity & { readonly spec: JsonObject }) => {
          if (type !== "run") return target.create(type, entity);
          tell(entity.spec);
          return target.create(type, { ...entity, spec: { ...entity.spec, local_execution: true } });
        };
      }
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
}
