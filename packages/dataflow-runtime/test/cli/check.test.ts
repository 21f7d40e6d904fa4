import { expect, test } from "vitest";
import { withFiles } from "../descriptor/corpus-cases.ts";
import { runVerb } from "./support/run-verb.ts";

const check = async (files: Readonly<Record<string, string>>, ...flags: readonly string[]) =>
  withFiles(files, async (folder) => {
    const run = await runVerb(["check", `${folder}/dataflow.yml`, ...flags]);
    return { ...run, stdout: run.stdout.replaceAll(`${folder}/`, ""), stderr: run.stderr.replaceAll(`${folder}/`, "") };
  });

const good = `nodes:
  - {id: a, path: dynamic, outputs: [x], output_types: {x: std/media/v1/Image}}
  - {id: b, path: dynamic, inputs: {x: a/x}, input_types: {x: std/core/v1/Bool}}
`;

test("[YAML-4] check tells that a dataflow is valid, and what in it is suspicious", async () => {
  const { code, stdout } = await check({ "dataflow.yml": good });
  expect(code).toBe(0);
  expect(stdout).toMatch(/▲ dataflow\.yml:3:\d+ nodes\[1\]\.input_types\.x: node 'b': type mismatch on input 'x'/);
  expect(stdout).toMatch(/✔ valid: dataflow\.yml, 2 nodes\n$/);
});

test("[YAML-4] check --strict-types makes errors of type warnings", async () => {
  const { code, stdout } = await check({ "dataflow.yml": good }, "--strict-types");
  expect(code).toBe(1);
  expect(stdout).toMatch(/✖ dataflow\.yml:3:.+type mismatch/);
  expect(stdout).toContain("✖ wrong: dataflow.yml has 1 problem\n");
});

test("[YAML-4] check names every problem with its place", async () => {
  const { code, stdout } = await check({
    "dataflow.yml": "nodes:\n  - {id: a, path: dynamic, output: [x]}\n  - {id: a, path: dynamic, inputs: {y: b/x}}\n",
  });
  expect(code).toBe(1);
  expect(stdout.split("\n").filter((line) => line.startsWith("✖ dataflow.yml:"))).toEqual([
    "✖ dataflow.yml:2:28 nodes[0].output: unknown field 'output'; did you mean 'outputs'?",
    "✖ dataflow.yml:3:6 nodes[1].id: duplicate node ID 'a'; each node must have an id of its own",
    "✖ dataflow.yml:3:40 nodes[1].inputs.y: source node 'b' mapped to input 'a/y' does not exist; did you mean 'a'?",
  ]);
});

test("[YAML-4] check tells what dora can run and the embedded runtime cannot, and accepts it", async () => {
  const { code, stdout } = await check({ "dataflow.yml": "nodes: [{id: a, path: dynamic, cpu_affinity: [0]}]\n" });
  expect(code).toBe(0);
  expect(stdout).toContain("does not pin nodes to cores");
  expect(stdout).toContain("dora can run it, the embedded runtime cannot");
});

test("[YAML-4] check tells which script is not there yet, and accepts it", async () => {
  const files = {
    "dataflow.yml": "nodes:\n  - {id: a, path: nothere.ts}\n  - {id: b, path: node, args: b.ts}\n",
    "b.ts": "",
  };
  const { code, stdout } = await check(files);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^▲ dataflow\.yml:2:\d+: node 'a' runs 'nothere\.ts', and there is no such file yet\n✔ valid/);
  expect(stdout).not.toContain("b.ts");
});

test("[YAML-4] check tells which script dora cannot start by itself", async () => {
  const { code, stdout } = await check({ "dataflow.yml": "nodes: [{id: a, path: a.ts}]\n", "a.ts": "" });
  expect(code).toBe(0);
  expect(stdout).toContain("dora starts 'a.ts' as a program, and it is none. Write 'path: node'");
});

test("[YAML-4] check --json prints one document", async () => {
  const { code, stdout } = await check({ "dataflow.yml": "nodes: [{id: a}]\n" }, "--json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    problems: [{ code: "DATAFLOW_INVALID_FIELD", line: 1, column: 9, field: "nodes[0]" }],
  });
});

test("[YAML-4] a file that is not there is an error of the command line", async () => {
  const { code, stderr } = await runVerb(["check", "/nowhere/dataflow.yml"]);
  expect(code).toBe(2);
  expect(stderr).toContain("[DATAFLOW_UNREADABLE] cannot read '/nowhere/dataflow.yml'");
});
