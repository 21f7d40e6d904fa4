import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkDataflow, readDataflow } from "../../src/descriptor/read-dataflow.ts";
import type { DataflowPlan } from "../../src/descriptor/plan.ts";
import { withFiles } from "./corpus-cases.ts";

const env = { HOME: "/home/mill" };
const planOf = async (files: Readonly<Record<string, string>>): Promise<DataflowPlan & { folder: string }> =>
  withFiles(files, async (folder) => ({ ...(await readDataflow(join(folder, "dataflow.yml"), { env })), folder }));

const files = {
  "dataflow.yml": `nodes:
  - {id: src, path: dynamic, outputs: [n]}
  - id: m
    module: mods/m.yml
    inputs: {in: {source: src/n, queue_size: 2, input_timeout: 3}}
    params: {speed: "2.0", mode: turbo}
    env: {A: outer, B: outer}
    deploy: {machine: arm}
  - {id: sink, path: dynamic, inputs: {r: m/out, s: m/deep}}
`,
  "mods/m.yml": `module: {name: echo, inputs: [in], inputs_optional: [extra], outputs: [out, deep]}
build: make
nodes:
  - id: p
    path: ./p.js
    args: "\${_param.speed} $PARAM_MODE $PARAM_MODES \${_param.none}"
    env: {B: inner, PARAM_MODE: inner}
    inputs: {x: {source: _mod/in, queue_size: 7}, y: _mod/extra, z: k/deep}
    outputs: [out]
  - {id: k, module: k.yml, params: {z: $PARAM_MODE}}
`,
  "mods/k.yml": `module: {name: inner, outputs: [deep]}
nodes:
  - {id: q, path: dynamic, args: "$PARAM_Z $PARAM_SPEED", outputs: [deep]}
`,
};

describe("modules", () => {
  it("[YAML-12] are replaced by their nodes, with prefixed ids and what reads them redirected", async () => {
    const { nodes, modules, folder } = await planOf(files);
    expect([...nodes.keys()]).toEqual(["src", "m.p", "m.k.q", "sink"]);
    expect(modules).toEqual([
      { id: "m", name: "echo", file: join(folder, "mods/m.yml") },
      { id: "m.k", name: "inner", file: join(folder, "mods/k.yml") },
    ]);
    expect([...nodes.values()].map(({ moduleId }) => moduleId)).toEqual([undefined, "m", "m.k", undefined]);
    const read = (id: string) => [...nodes.get(id)!.inputs.values()].map((input) => input.sourceText);
    expect(read("sink")).toEqual(["m.p/out", "m.k.q/deep"]);
    expect(read("m.p")).toEqual(["src/n", "m.k.q/deep"]);
  });

  it("[YAML-12] take the inner input's options, and else those of the node that names the module", async () => {
    const { nodes } = await planOf(files);
    expect(nodes.get("m.p")?.inputs.get("x")).toMatchObject({ queueSize: 7, inputTimeoutMs: 3000 });
  });

  it("[YAML-12] give parameters as variables, and in arguments", async () => {
    const { nodes } = await planOf(files);
    expect(nodes.get("m.p")?.env).toEqual({ A: "outer", B: "inner", PARAM_SPEED: "2.0", PARAM_MODE: "turbo" });
    expect(nodes.get("m.p")?.command).toMatchObject({ scriptArgs: ["2.0", "turbo", "$PARAM_MODES", "${_param.none}"] });
    expect(nodes.get("m.k.q")?.env).toMatchObject({ PARAM_Z: "$PARAM_MODE", PARAM_SPEED: "2.0" });
  });

  it("[YAML-12] find the files of their nodes from their own folder", async () => {
    const { nodes, folder } = await planOf(files);
    expect(nodes.get("m.p")?.command).toMatchObject({ script: join(folder, "mods/p.js"), cwd: folder });
  });

  it("[YAML-12] stand expanded in the descriptor", async () => {
    const { descriptor } = await planOf(files);
    expect(descriptor["nodes"]).toMatchObject([
      { id: "src" },
      {
        id: "m.p",
        path: join("mods", "p.js"),
        args: "2.0 turbo $PARAM_MODES ${_param.none}",
        build: "make",
        deploy: { machine: "arm" },
        inputs: { x: { source: "src/n", queue_size: 7, input_timeout: 3 }, z: "m.k.q/deep" },
      },
      { id: "m.k.q", build: "make" },
      { id: "sink", inputs: { r: "m.p/out", s: "m.k.q/deep" } },
    ]);
  });

  it("[YAML-12] leave out what reads an optional input that nobody gives", async () => {
    const { descriptor, nodes } = await planOf({
      "dataflow.yml": "nodes: [{id: m, module: m.yml}]\n",
      "m.yml": "module: {name: m, inputs_optional: [in]}\nnodes: [{id: p, path: dynamic, inputs: {x: _mod/in}}]\n",
    });
    expect(nodes.get("m.p")?.inputs.size).toBe(0);
    expect(descriptor["nodes"]).toEqual([{ id: "m.p", path: "dynamic", inputs: {} }]);
  });

  it("[YAML-12] have their problems placed in their own file", async () => {
    await withFiles(
      { ...files, "mods/k.yml": "module: {name: inner, outputs: [deep]}\nnodes: [{id: q, pth: x}]\n" },
      async (folder) => {
        const { problems } = await checkDataflow(join(folder, "dataflow.yml"), { env });
        expect(problems).toMatchObject([
          {
            file: join(folder, "mods/k.yml"),
            line: 2,
            column: 17,
            field: "nodes[0].pth",
            code: "DATAFLOW_UNKNOWN_FIELD",
          },
        ]);
      },
    );
  });

  it("[YAML-12] that are missing are named once, and not by those who read them", async () => {
    await withFiles({ "dataflow.yml": files["dataflow.yml"] }, async (folder) => {
      const { problems } = await checkDataflow(join(folder, "dataflow.yml"), { env });
      expect(problems).toMatchObject([
        { line: 4, code: "DATAFLOW_INVALID_MODULE", message: expect.stringMatching(/^module file not found/) },
      ]);
    });
  });

  it("[YAML-12] are found through a link to their folder", async () => {
    await withFiles(files, async (folder) => {
      const link = `${folder}-link`;
      await symlink(folder, link);
      try {
        const plan = await readDataflow(join(link, "dataflow.yml"), { env });
        expect(plan.nodes.get("m.p")?.command).toMatchObject({ script: join(link, "mods/p.js") });
      } finally {
        await rm(link);
      }
    });
  });

  it("[YAML-12] that cannot be read are a problem of the node that names them", async () => {
    await withFiles({ "dataflow.yml": "nodes: [{id: m, module: mods}]\n", "mods/m.yml": "" }, async (folder) => {
      const { problems } = await checkDataflow(join(folder, "dataflow.yml"), { env });
      expect(problems).toMatchObject([{ line: 1, column: 17, message: expect.stringContaining("cannot read 'mods'") }]);
    });
  });

  it("[YAML-12] say where a name on PATH would be a file under dora", async () => {
    const { warnings, nodes } = await planOf({
      "dataflow.yml": "nodes: [{id: m, module: mods/m.yml}]\n",
      "mods/m.yml": "module: {name: m}\nnodes: [{id: n, path: node, args: ./x.js}]\n",
    });
    expect(nodes.get("m.n")?.command).toMatchObject({ kind: "script", executable: "node" });
    expect(warnings).toMatchObject([{ line: 2, message: expect.stringContaining("dora looks for 'mods/node' here") }]);
  });
});
