import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { executeInline } from "../../src/execute-inline.ts";
import { Artifact, Dataitem, Model } from "../../src/index.ts";
import { expectCode, functionOf, withFolder, withProject } from "../entities/support/with-project.ts";

const inline = { localExecution: true } as const;
const handler = `import { handler } from ${JSON.stringify(new URL("../../src/index.ts", import.meta.url).href)};\n`;

describe("inputs", () => {
  it("[SEED-5] [SEED-11] [SEED-13] [SEED-14] [SEED-56] [SEED-57] [SEED-59] [ENT-21] come as entities under the argument's name, beside parameters", () =>
    withProject(async (project) => {
      const dataitem = await project.logDataitem({ name: "d", data: [{ n: 1 }, { n: 2 }] });
      const fn = await functionOf(
        project,
        `export async function fn({ di, param1 }) {
          const rows = await di.rows();
          return [param1, di.type, di.name, rows.length].join(" ");
        }`,
      );
      const run = await fn.run("job", {
        ...inline,
        inputs: { di: dataitem.key },
        parameters: { param1: "some value", di: "hidden by the input" },
      });
      expect(run.result("output_0")).toBe("some value dataitem d 2");
      expect(run.metadata.relationships).toEqual([
        { type: "run_of", dest: fn.key },
        { type: "consumes", dest: dataitem.key },
      ]);
    }));

  it("[ENT-22] are of all three types, and each version is the one that was the latest", () =>
    withProject(async (project) => {
      const artifact = await project.logArtifact({ name: "a", data: "x" });
      const model = await project.logModel({ name: "m", data: "y" });
      const dataitem = await project.logDataitem({ name: "d", data: [{ n: 1 }] });
      const fn = await functionOf(project, "export const fn = ({ a, m, d }) => [a.type, m.type, d.id].join();");
      const latest = dataitem.key.slice(0, dataitem.key.lastIndexOf(":"));
      const run = await fn.run("job", { ...inline, inputs: { a: artifact.key, m: model.key, d: latest } });
      expect(run.result("output_0")).toBe(`artifact,model,${dataitem.id}`);
      expect(run.spec["inputs"]).toEqual({ a: artifact.key, m: model.key, d: dataitem.key });
    }));

  it.each([true, false])(
    "[ENT-21] [SEED-56] of a run that others have made are its relationships too (inline: %s)",
    (isInline) =>
      withProject(async (project) => {
        const artifact = await project.logArtifact({ name: "a", data: "x" });
        const fn = await functionOf(project, "export const fn = ({ a }) => a.name;");
        const record = await project.platform.create("run", {
          kind: "nodejs+job:run",
          project: "test",
          spec: { ...fn.spec, function: String(fn), inputs: { a: artifact.key }, local_execution: isInline },
        });
        if (isInline) await executeInline(project, record);
        const run = await (await project.getRun(record.id)).wait();
        expect(run.results()).toEqual({ output_0: "a" });
        expect(run.metadata.relationships).toEqual([{ type: "consumes", dest: artifact.key }]);
      }),
  );

  it("[ENT-24] that many runs give back at once are produced by all of them", () =>
    withProject(async (project) => {
      const model = await project.logModel({ name: "m", data: "weights" });
      const fn = await functionOf(project, "export const fn = ({ m }) => m;");
      const runs = await Promise.all(
        Array.from({ length: 6 }, () => fn.run("job", { ...inline, inputs: { m: model.key } })),
      );
      const produced = new Set((await model.refresh()).metadata.relationships?.map(({ dest }) => dest));
      expect(produced).toEqual(new Set(runs.map(({ key }) => key)));
    }));

  it("[ENT-21] [ENT-22] that are gone when the run begins are its error", () =>
    withProject(async (project) => {
      const artifact = await project.logArtifact({ name: "a", data: "x" });
      const fn = await functionOf(project, `export const fn = () => 1;`);
      const first = await fn.run("job", { ...inline, inputs: { a: artifact.key } });
      await project.deleteArtifact("a");
      const record = await project.platform.create("run", {
        kind: first.kind,
        project: "test",
        spec: { ...first.spec, inputs: { a: artifact.key } },
      });
      await expectCode(executeInline(project, record), "FUNCTION_RUN_FAILED");
    }));
});

describe("outputs", () => {
  it("[SEED-15] [SEED-16] [SEED-17] [SEED-18] [SEED-60] [SEED-61] [SEED-62] [SEED-63] [ENT-23] [ENT-26] [ENT-27] are named in order: a table a dataitem, a value a result, anything else an artifact", () =>
    withProject(async (project) => {
      const fn = await functionOf(
        project,
        `${handler}
        export const fn = handler({ outputs: ["data", "string", "tree"] }, ({ param1 }) => [
          { columns: { a: [1, 2], b: ["x", "y"] } },
          param1,
          { some: ["tree"] },
        ]);`,
      );
      const run = await fn.run("job", { ...inline, parameters: { param1: "some value" } });
      const data = await run.output("data", "dataitem");
      expect([data.name, data.kind, data.files[0]?.name]).toEqual(["data", "table", "data.parquet"]);
      expect(data.preview?.rows).toBe(2);
      expect(await data.rows()).toEqual([
        { a: 1, b: "x" },
        { a: 2, b: "y" },
      ]);
      const tree = await run.output("tree");
      expect(tree).toBeInstanceOf(Artifact);
      expect(JSON.parse(Buffer.from(await tree.bytes()).toString())).toEqual({ some: ["tree"] });
      expect(run.result("string")).toBe("some value");
      expect(run.results()).toEqual({ string: "some value" });
      const all = await run.outputs();
      expect(Object.entries(all).map(([name, entity]) => [name, entity.key])).toEqual([
        ["data", data.key],
        ["tree", tree.key],
      ]);
      expect(run.status.outputs).toEqual({ data: data.key, tree: tree.key });
      for (const made of [data, tree]) {
        expect(made.metadata.relationships).toEqual([{ type: "produced_by", dest: run.key }]);
      }
    }));

  it("[ENT-27] that are not there are an error that says what is", () =>
    withProject(async (project) => {
      const fn = await functionOf(
        project,
        `${handler} export const fn = handler({ outputs: ["n", "a"] }, () => [1, { b: 2 }]);`,
      );
      const run = await fn.run("job", inline);
      expect((await expectCode(() => run.result("m"), "FUNCTION_NO_OUTPUT")).message).toMatch(/it has n$/);
      expect((await expectCode(run.output("n"), "FUNCTION_NO_OUTPUT")).message).toMatch(/it has a$/);
      await expectCode(run.output("a", "dataitem"), "FUNCTION_NO_OUTPUT");
      await expectCode(() => run.result("constructor"), "FUNCTION_NO_OUTPUT");
      await expectCode(() => run.image, "FUNCTION_NO_OUTPUT");
    }));

  it("[ENT-24] that are entities stay what they are, and are from now on produced by the run", () =>
    withProject(async (project) => {
      const model = await project.logModel({ name: "m", data: "weights" });
      const fn = await functionOf(
        project,
        `${handler} export const fn = handler({ outputs: ["best"] }, ({ m }) => m);`,
      );
      const run = await fn.run("job", { ...inline, inputs: { m: model.key } });
      expect((await run.output("best", "model")).key).toBe(model.key);
      const again = await fn.run("job", { ...inline, inputs: { m: model.key } });
      expect((await model.refresh()).metadata.relationships).toEqual([
        { type: "produced_by", dest: run.key },
        { type: "produced_by", dest: again.key },
      ]);
    }));

  it("[SEED-3] [SEED-9] [ENT-25] that are logged with the project are the run's, under their own names", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const sourcePath = path.join(folder, "report.txt");
        await writeFile(sourcePath, "fine");
        const fn = await functionOf(
          project,
          `${handler} export const fn = handler({ outputs: ["n"] }, async ({ project, sourcePath }) => {
            await project.logArtifact({ name: "example", kind: "artifact", sourcePath });
            await project.logDataitem({ name: "table", data: [{ a: 1 }] });
            await project.logModel({ name: "net", data: "w" });
            await project.newArtifact({ name: "there", path: "https://files.example/there" });
            return 1;
          });`,
        );
        await project.logArtifact({ name: "before", data: "x" });
        const run = await fn.run("job", { ...inline, parameters: { sourcePath } });
        await project.logArtifact({ name: "after", data: "x" });
        const all = await run.outputs();
        expect(Object.keys(all)).toEqual(["example", "table", "net", "there"]);
        expect([all["example"], all["table"], all["net"]].map((one) => one?.constructor)).toEqual([
          Artifact,
          Dataitem,
          Model,
        ]);
        expect(all["example"]?.metadata.relationships).toEqual([{ type: "produced_by", dest: run.key }]);
        expect(run.results()).toEqual({ n: 1 });
      }),
    ));

  it("[SEED-9] what a project does not have is an error", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, "export const fn = ({ project }) => project.someMethodNotOfIt();");
      const error = await expectCode(fn.run("job", inline), "FUNCTION_RUN_FAILED");
      expect(error.message).toContain("someMethodNotOfIt is not a function");
    }));

  it("[ENT-39] lineage goes both ways", () =>
    withProject(async (project) => {
      const fn = await functionOf(
        project,
        `${handler} export const fn = handler({ outputs: ["copy"] }, async ({ a }) => a ? a.bytes() : "new");`,
      );
      const source = await project.logArtifact({ name: "source", data: "x" });
      const run = await fn.run("job", { ...inline, inputs: { a: source.key } });
      const copy = await run.output("copy");
      const next = await fn.run("job", { ...inline, inputs: { a: copy.key } });
      expect(await source.lineage()).toEqual({ producedBy: [], consumedBy: [run.key] });
      expect(await copy.lineage()).toEqual({ producedBy: [run.key], consumedBy: [next.key] });
      expect(Buffer.from(await (await next.output("copy")).bytes()).toString()).toBe("x");
    }));
});
