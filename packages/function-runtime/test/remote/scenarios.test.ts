import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { silentLogger } from "@millrace/protocol";
import { collect, expectCode, tempFolder } from "@millrace/protocol/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectProject, type Project } from "../../src/project.ts";
import { startServer, type RunningServer } from "../../src/server.ts";

const auth = { user: "ada", password: "geheim-9" };
let folder: Awaited<ReturnType<typeof tempFolder>>;
let server: RunningServer;
let project: Project;

const at = (...names: readonly string[]): string => path.join(folder.path, ...names);

beforeAll(async () => {
  folder = await tempFolder();
  server = await startServer({ dir: at("store"), auth: { kind: "basic", ...auth } });
  project = await connectProject("lab", {
    endpoint: server.url,
    core: { auth, configFile: "/nowhere", pollMs: 100, dir: at("here") },
    logger: silentLogger,
  });
});
afterAll(async () => {
  await project.close();
  await server.close({ graceMs: 0 });
  await folder[Symbol.asyncDispose]();
});

const code = `
export const double = ({ x }) => { console.log("doubling", x); return 2 * x; };
export const table = async ({ di }) => { const rows = await di.rows(); return rows.map((row) => ({ ...row, b: row.a + 1 })); };
export const greet = ({ name }) => "Hello, " + name;
export const fails = () => { throw new Error("boom"); };
`;
const newFunction = (handler: string, name = handler) =>
  project.newFunction({ name, kind: "nodejs", code, handler, nodeVersion: "NODE_24" });

describe("a project on a server of Core's API", () => {
  test("[REM-34] its functions have versions", async () => {
    const first = await newFunction("double", "versioned");
    const second = await newFunction("greet", "versioned");
    expect((await project.getFunction("versioned")).id).toBe(second.id);
    expect((await project.getFunction(first.key)).handler).toBe("double");
    expect((await project.getFunctionVersions("versioned")).map(({ id }) => id)).toEqual([second.id, first.id]);
    await project.deleteFunction("versioned");
    await expectCode(project.getFunction("versioned"), "FUNCTION_NOT_FOUND");
  });

  test("[REM-34] jobs run there, and tell their results and logs", async () => {
    const fn = await newFunction("double");
    const run = await fn.run("job", { parameters: { x: 21 }, wait: true });
    expect(run.results()).toEqual({ output_0: 42 });
    expect((await collect(run.logs())).map(({ text }) => text)).toContain("doubling 21");
    expect((await project.listRuns({ function: String(fn) })).map(({ id }) => id)).toEqual([run.id]);
    const failing = await newFunction("fails");
    const error = await expectCode(failing.run("job", { wait: true }), "FUNCTION_RUN_FAILED");
    expect(error.message).toContain("boom");
  });

  test("[REM-34] functions run here with their lineage there", async () => {
    const di = await project.logDataitem({ name: "numbers", data: [{ a: 1 }, { a: 2 }] });
    expect(di.kind).toBe("table");
    const fn = await newFunction("table");
    const run = await fn.run("job", { localExecution: true, inputs: { di: di.key } });
    expect(run.status.state).toBe("COMPLETED");
    const output = await run.output("output_0", "artifact");
    expect(JSON.parse(Buffer.from(await output.bytes()).toString())).toEqual([
      { a: 1, b: 2 },
      { a: 2, b: 3 },
    ]);
    expect(output.metadata.relationships).toContainEqual(expect.objectContaining({ type: "produced_by" }));
    const consumed = run.metadata.relationships?.filter(({ type }) => type === "consumes");
    expect(consumed).toEqual([expect.objectContaining({ dest: di.key })]);
  });

  test("[REM-34] artifacts and models go up and come down, files and folders", async () => {
    await mkdir(at("model", "weights"), { recursive: true });
    await writeFile(at("model", "weights", "w.bin"), Buffer.alloc(100_000, 7));
    await writeFile(at("model", "card.txt"), "a model");
    const model = await project.logModel({
      name: "net",
      sourcePath: at("model"),
      framework: "onnx",
      metrics: { loss: [2, 1] },
    });
    const there = await project.getModel("net");
    expect(there).toMatchObject({ id: model.id, framework: "onnx", metrics: { loss: [2, 1] } });
    expect(there.files.map(({ name }) => name).toSorted()).toEqual(["card.txt", "w.bin"]);
    const to = await there.download({ to: at("down") });
    expect(await readFile(path.join(to, "card.txt"), "utf8")).toBe("a model");
    expect((await readFile(path.join(to, "weights", "w.bin"))).equals(Buffer.alloc(100_000, 7))).toBe(true);
    const artifact = await project.logArtifact({ name: "letter", data: "Dear Ada" });
    expect(Buffer.from(await (await project.getArtifact(artifact.key)).bytes()).toString()).toBe("Dear Ada");
  });

  test("[REM-34] services run there, are called, and stop", async () => {
    const fn = await newFunction("greet");
    const run = await fn.run("serve", { wait: true });
    const answer = await run.invoke({ json: { name: "Ada" } });
    expect(await answer.text()).toBe("Hello, Ada");
    await run.stop();
    expect((await run.wait()).status.state).toBe("STOPPED");
  });

  test("[REM-31] [REM-34] secrets reach runs and are in no entity", async () => {
    await project.secrets.set("TOKEN", "t-98765");
    const fn = await project.newFunction({
      name: "spy",
      kind: "nodejs",
      code: "export const spy = () => process.env.TOKEN.length;",
      handler: "spy",
      nodeVersion: "NODE_24",
    });
    const run = await fn.run("job", { secrets: ["TOKEN"], wait: true });
    expect(run.results()).toEqual({ output_0: 7 });
    expect(JSON.stringify(run)).not.toContain("t-98765");
  });
});
