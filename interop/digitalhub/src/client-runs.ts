import assert from "node:assert/strict";
import type { EntityRecord, Project, Run } from "@millrace/function-runtime";
import { declared, double, rejectsWith, type ClientScenarios } from "./client-support.ts";

const local = async (project: Project, x = 4): Promise<Run> =>
  (await project.newFunction(double())).run("job", { localExecution: true, parameters: { x } });

/** The run as the server has it. */
const stored = async (project: Project, { id }: Run): Promise<EntityRecord> => {
  const record = await project.platform.read({ type: "run", project: project.name, id });
  assert(record);
  return record;
};

const many = declared(
  "many",
  ["df", "n", "obj"],
  '({ x }) => ({ df: { columns: [{ name: "a", type: "int32", values: [1, 2, x] }] }, n: x, obj: { a: [x] } })',
);

export const clientRuns: ClientScenarios = {
  "runs.local": ({ connect }) =>
    connect(async (project) => {
      const run = await local(project);
      assert.deepEqual([run.status.state, run.results()], ["COMPLETED", { output_0: 8 }]);
      const again = await project.getRun(run.key);
      assert.deepEqual([again.status.state, again.results()], ["COMPLETED", { output_0: 8 }]);
    }),
  "runs.outputs": ({ connect }) =>
    connect(async (project) => {
      const fn = await project.newFunction(double(many, "many"));
      const run = await fn.run("job", { localExecution: true, parameters: { x: 7 } });
      assert.deepEqual(run.results(), { n: 7 });
      assert.equal(run.result("n"), 7);
      const table = await run.output("df", "dataitem");
      assert.deepEqual([table.kind, await table.rows()], ["table", [{ a: 1 }, { a: 2 }, { a: 7 }]]);
      assert.equal((await project.getArtifact("obj")).status.state, "READY");
      assert.deepEqual((await table.lineage()).producedBy.length, 1);
    }),
  "runs.inputs": ({ connect }) =>
    connect(async (project) => {
      const table = await project.logDataitem({ name: "tab", kind: "table", data: [{ a: 0 }, { a: 1 }, { a: 2 }] });
      const code = declared("takes", ["rows"], "async ({ di, factor }) => (await di.rows()).length * factor");
      const fn = await project.newFunction(double(code, "takes"));
      const run = await fn.run("job", { localExecution: true, inputs: { di: table.key }, parameters: { factor: 3 } });
      assert.deepEqual(run.results(), { rows: 9 });
      const { relationships = [] } = (await stored(project, run)).metadata;
      assert(relationships.some(({ type, dest }) => type === "consumes" && dest === table.key));
    }),
  "runs.logged": ({ connect }) =>
    connect(async (project) => {
      const code =
        'export const logs = async ({ project }) => { await project.logArtifact({ name: "written", data: "hello" }); };';
      const fn = await project.newFunction(double(code, "logs"));
      const run = await fn.run("job", { localExecution: true });
      assert.deepEqual(Object.keys(run.status.outputs ?? {}), ["written"]);
      assert.equal(Buffer.from(await (await run.output("written", "artifact")).bytes()).toString(), "hello");
    }),
  "runs.failing": ({ connect }) =>
    connect(async (project) => {
      const code = "export const fails = () => { throw new Error('this is no good'); };";
      const fn = await project.newFunction(double(code, "fails"));
      await rejectsWith(fn.run("job", { localExecution: true }), "FUNCTION_RUN_FAILED");
      const [run] = await project.listRuns();
      assert.equal(run?.status.state, "ERROR");
      assert.match(String(run.status.message), /this is no good/u);
    }),
  "runs.states": ({ connect }) =>
    connect(async (project) => {
      const { status } = await stored(project, await local(project));
      const states = (status["transitions"] as readonly { readonly status: string }[]).map((one) => one.status);
      assert.deepEqual(states, ["CREATED", "BUILT", "READY", "RUNNING", "COMPLETED"]);
    }),
  "runs.remote": ({ connect, name }) =>
    connect(async ({ platform }) => {
      const spec = { source: { handler: "double", base64: "" } };
      const fn = await platform.create("function", { kind: "python", name: "double", project: name, spec });
      const references = { function: `python://${name}/double:${fn.id}` };
      const task = await platform.create("task", { kind: "python+job", project: name, spec: references });
      const runSpec = { ...references, task: `python+job://${name}/${task.id}`, local_execution: false };
      const { id } = await platform.create("run", { kind: "python+job:run", project: name, spec: runSpec });
      const ends = AbortSignal.timeout(60_000);
      for await (const run of platform.watch({ type: "run", project: name, id }, ends)) {
        if (run.status.state !== "ERROR") continue;
        assert.match(run.status.message ?? "", /local_execution/u);
        return;
      }
      assert.fail("the run did not end in ERROR within a minute");
    }),
  "runs.one_task": ({ connect, name }) =>
    connect(async (project) => {
      const fn = await project.newFunction(double());
      const tasks = new Set<unknown>();
      for (const x of [1, 2]) {
        tasks.add((await fn.run("job", { localExecution: true, parameters: { x } })).spec["task"]);
      }
      assert.equal(tasks.size, 1);
      assert.equal((await project.platform.list("task", name)).totalElements, 1);
      assert.equal((await project.listRuns()).length, 2);
    }),
  "runs.logs": ({ connect }) =>
    connect(async (project) => {
      for await (const line of (await local(project)).logs()) assert.fail(line.text);
    }),
  "runs.metrics": ({ connect }) =>
    connect(async (project) => {
      const run = await stored(project, await local(project));
      const metrics = { loss: 0.5, losses: [1, 0.5] };
      await project.platform.update("run", { ...run, status: { ...run.status, metrics } });
      assert.deepEqual((await project.getRun(run.key)).toJSON().status["metrics"], metrics);
    }),
  "runs.stopped": ({ connect }) =>
    connect(async (project) => {
      const run = await local(project);
      await rejectsWith(run.stop(), "FUNCTION_INVALID_STATE");
      assert.equal((await project.getRun(run.key)).status.state, "COMPLETED");
    }),
  "runs.deleted": ({ connect }) =>
    connect(async (project) => {
      const run = await local(project);
      await (await project.getFunction("double")).delete({ cascade: true });
      await rejectsWith(project.getRun(run.key), "FUNCTION_NOT_FOUND");
      assert.deepEqual(await project.listRuns(), []);
    }),
  "runs.run_deleted": ({ connect }) =>
    connect(async (project) => {
      await project.deleteRun((await local(project)).key);
      assert.deepEqual(await project.listRuns(), []);
    }),
};
