import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tempFolder } from "@millrace/protocol/testing";
import { expect, test, vi } from "vitest";
import type { PipelineDescription } from "../src/index.ts";
import { runCommand } from "./support/run-command.ts";

// Every call starts a process.
vi.setConfig({ testTimeout: 60_000 });

const orders = "test/fixtures/orders.ts";
const several = "test/fixtures/several.ts";

test("check: a sound module, its pipelines and what looks wrong", async () => {
  const { code, stdout } = await runCommand(["check", several]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/first +the first +1 +key \(required\), unused/);
  expect(stdout).toMatch(/second +the second +1/);
  expect(stdout).toContain("warning the first: parameter 'unused' is declared, but no input takes it");
  expect(stdout).toContain("2 pipelines, no error");
  const json = await runCommand(["check", several, "--json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({
    ok: true,
    pipelines: [{ export: "first", required: ["key"] }, { export: "second" }],
    findings: [{ level: "warning", pipeline: "the first" }],
  });
});

test("[RULE-046] check: a definition that cannot be is a finding with its code, and exit code 1", async () => {
  const { code, stdout } = await runCommand(["check", "test/fixtures/cyclic.ts"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^error \[PIPELINE_CYCLE\] stages of pipeline 'cyclic' wait for each other: (a -> b -> a|b -> a -> b)/,
  );
});

test.each([
  ["test/fixtures/broken.ts", /\[PIPELINE_MODULE_UNREADABLE\] .+ RangeError: this module does not load/],
  ["test/fixtures/absent.ts", /\[PIPELINE_MODULE_UNREADABLE\] .+ there is no file .+absent\.ts/],
  ["test/fixtures/empty.ts", /\[PIPELINE_MODULE_EMPTY\] .+ exports no pipeline, only answer/],
])("check and run: %s is told in words", async (module, message) => {
  const check = await runCommand(["check", module]);
  expect(check).toMatchObject({ code: 1, stdout: expect.stringMatching(message) });
  const run = await runCommand(["run", module]);
  expect(run).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
  expect(run.stderr).toContain("what to do:");
});

test("[RULE-051] graph: Mermaid, DOT or the description as JSON, alone on standard output", async () => {
  const mermaid = await runCommand(["graph", orders]);
  expect(mermaid).toMatchObject({ code: 0, stdout: expect.stringMatching(/^flowchart LR\n {2}s0\["fetch"\]\n/) });
  const dot = await runCommand(["graph", orders, "--format", "dot", "--direction", "TB"]);
  expect(dot.stdout).toMatch(/^digraph "orders" {\n {2}rankdir=TB;\n/);
  const json = await runCommand(["graph", orders, "--format", "json"]);
  expect((JSON.parse(json.stdout) as PipelineDescription).stages.map(({ id }) => id)).toEqual([
    "fetch",
    "list",
    "double",
  ]);
});

test("report: the JSON summary of a run becomes a page, Markdown or text", async () => {
  await using folder = await tempFolder();
  const [summary, page] = ["run.json", "page.html"].map((name) => path.join(folder.path, name)) as [string, string];
  await runCommand(["run", orders, "--quiet", "--report", summary]);
  const text = await runCommand(["report", summary, "--format", "text"]);
  expect(text).toMatchObject({ code: 0, stdout: expect.stringMatching(/^orders: succeeded/) });
  const written = await runCommand(["report", summary, "--out", page]);
  expect(written.stdout).toBe("");
  expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>/);
});

test("report: a file that is no summary is a coded error", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "bad.json");
  writeFileSync(file, "[]");
  const { code, stderr } = await runCommand(["report", file]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /\[PIPELINE_SUMMARY_INVALID\] '.+bad\.json' is no summary of a run: it is an array, not an object/,
  );
  expect((await runCommand(["report", `${file}.not`])).stderr).toMatch(/\[PIPELINE_SUMMARY_INVALID\] .+ENOENT/);
});

test("doctor: says what Node this is and whether it runs TypeScript", async () => {
  const { code, stdout } = await runCommand(["doctor"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`✔ ok +Node +${process.versions.node}`));
  expect(stdout).toMatch(/TypeScript +Node runs \.ts modules/);
});

test("--help lists the verbs, --version is the package's, an unknown verb is an error of usage", async () => {
  const help = await runCommand(["--help"]);
  for (const verb of ["check", "run", "graph", "report", "doctor"])
    expect(help.stdout).toMatch(new RegExp(`^ +${verb}`, "m"));
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect((await runCommand(["--version"])).stdout.trim()).toBe(manifest.version);
  expect(await runCommand(["rnu"])).toMatchObject({ code: 2, stderr: expect.stringContaining("did you mean 'run'") });
});
