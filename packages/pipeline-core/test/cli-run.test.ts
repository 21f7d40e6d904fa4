import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tempFolder } from "@millrace/protocol/testing";
import { expect, test, vi } from "vitest";
import type { RunSummary } from "../src/index.ts";
import { runCommand } from "./support/run-command.ts";

// Every call starts a process.
vi.setConfig({ testTimeout: 60_000 });

const orders = "test/fixtures/orders.ts";
const several = "test/fixtures/several.ts";

test("run: progress goes to standard error, prints and the summary to standard output", async () => {
  const { code, stdout, stderr } = await runCommand(["run", orders]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^printed for monday\norders: succeeded in .+, 3 succeeded\n/);
  expect(stdout).toContain("doubled = [0,2]");
  expect(stderr).toContain("▶ fetch running");
  expect(stderr).toMatch(/succeeded in .+: 3 succeeded\n$/);
  const quiet = await runCommand(["run", orders, "--quiet", "--summary", "markdown"]);
  expect(quiet.stderr).not.toContain("fetch");
  expect(quiet.stdout).toContain("| fetch | succeeded |");
});

test("run --json: standard output holds the summary alone, prints of stages and the rest go to standard error", async () => {
  const { code, stdout, stderr } = await runCommand(["run", orders, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, pipeline: "orders", status: "succeeded" });
  expect(stderr).toContain("printed for monday\n");
  expect(stderr).toContain("▶ fetch running");
  expect(stderr).toContain("orders: succeeded in");
});

test("run: JavaScript modules run too", async () => {
  const { code, stdout } = await runCommand(["run", "test/fixtures/plain.mjs", "--quiet"]);
  expect(code).toBe(0);
  expect(stdout).toContain("one = 1");
});

test("run: flags win over the environment, it over the file, that over defaults; values get the default's type", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "params.json");
  writeFileSync(file, JSON.stringify({ day: "from file", limit: 1, dry: true }));
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<unknown> => {
    const { stdout } = await runCommand(["run", orders, "--quiet", "--json", ...args], { env });
    return (JSON.parse(stdout) as RunSummary).parameters;
  };
  expect(await run([])).toEqual({ day: "monday", limit: 2, dry: false });
  expect(await run(["--params", file])).toEqual({ day: "from file", limit: 1, dry: true });
  const env = { PIPELINE_PARAM_DAY: "7", PIPELINE_PARAM_LIMIT: "3", PIPELINE_PARAM_OTHER: "x" };
  expect(await run(["--params", file], env)).toEqual({ day: "7", limit: 3, dry: true });
  expect(await run(["--params", file, "--param", "day=2024", "-p", "limit=4"], env)).toEqual({
    day: "2024",
    limit: 4,
    dry: true,
  });
});

test("run: wrong parameters are coded errors that name them, and nothing runs", async () => {
  await using folder = await tempFolder();
  const list = path.join(folder.path, "list.json");
  writeFileSync(list, "[1]");
  const fails = async (...args: string[]): Promise<string> => {
    const { code, stderr, stdout } = await runCommand(["run", orders, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    // What is wrong, and what to do; no progress, no summary.
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/^ {2}what to do: /);
    expect(stderr).toMatch(/^error \[/);
    return stderr;
  };
  expect(await fails("--param", "limit=many")).toContain(
    "[PIPELINE_PARAMETERS_INVALID] parameter 'limit' takes a number, got 'many'",
  );
  expect(await fails("--param", "dya=x")).toContain(
    "[PIPELINE_UNKNOWN_PARAMETER] parameter 'dya' was not declared; did you mean 'day'",
  );
  expect((await fails("--param", "dya=x")).trimEnd().split("\n")).toHaveLength(2);
  expect(await fails("--param", "day")).toContain("[CLI_INVALID_PARAMETER]");
  expect(await fails("--params", list)).toMatch(/\[PIPELINE_PARAMETERS_FILE\] .+ it holds an array, not an object/);
  expect(await fails("--params", path.join(folder.path, "none.json"))).toContain("[PIPELINE_PARAMETERS_FILE]");
});

test("run: a failed run ends with 1 and says why; --on-failure and --concurrency reach the run", async () => {
  const { code, stdout } = await runCommand(["run", orders, "--quiet", "-p", "day=doomsday"]);
  expect(code).toBe(1);
  expect(stdout).toContain("failures\n  fetch, attempt 1\n    Error: no such day\n    caused by Error: calendar ended");
  const wrong = await runCommand(["run", orders, "--concurrency", "0"]);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain("[CLI_INVALID_OPTION] --concurrency must be a whole number of at least 1, not 0");
  const policy = await runCommand(["run", orders, "--on-failure", "explode"]);
  expect(policy).toMatchObject({ code: 2, stderr: expect.stringContaining("stop, abort, continue") });
});

test("run --verbose: the stacks of what failed and of its causes, each once", async () => {
  const { code, stdout } = await runCommand(["run", orders, "--quiet", "--verbose", "-p", "day=doomsday"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /failures\n {2}fetch, attempt 1\n {4}Error: no such day\n {8}at .+orders\.ts[^]+\n {4}caused by Error: calendar ended\n {8}at .+orders\.ts/,
  );
  for (const text of ["no such day", "caused by", "calendar ended"]) expect(stdout.split(text)).toHaveLength(2);
  const short = await runCommand(["run", orders, "--quiet", "-p", "day=doomsday"]);
  expect(short.stdout).not.toMatch(/^ +at /m);
});

test("run: of several pipelines one is chosen, by export or name", async () => {
  const none = await runCommand(["run", several]);
  expect(none).toMatchObject({ code: 2 });
  expect(none.stderr).toContain(
    "[PIPELINE_NOT_CHOSEN] the module exports 2 pipelines: first, second; say which with --pipeline",
  );
  const misspelt = await runCommand(["run", several, "--pipeline", "frist"]);
  expect(misspelt.stderr).toContain("exports no pipeline 'frist', but first, second; did you mean 'first'?");
  for (const name of ["second", "the second"]) {
    const { code, stdout } = await runCommand(["run", several, "--quiet", "--pipeline", name]);
    expect(code).toBe(0);
    expect(stdout).toContain("the second: succeeded");
  }
});

test("run --log: records on standard error, prints of stages among them, at the level asked for", async () => {
  const json = await runCommand(["run", orders, "--log", "json", "--log-level", "debug"]);
  const records = json.stderr
    .trim()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records.find(({ msg }) => msg === "printed for monday")).toMatchObject({ stream: "stdout", stage: "fetch" });
  expect(records.find(({ msg }) => msg === "fetching")).toMatchObject({ level: "debug", in: { day: "monday" } });
  expect(json.stderr).not.toContain("▶");
  expect(json.stdout).toMatch(/^orders: succeeded/);
  const pretty = await runCommand(["run", orders, "--log", "pretty"]);
  expect(pretty.stderr).toMatch(/INFO {2}printed for monday pipeline=orders/);
  expect(pretty.stderr).not.toContain("fetching");
});

test("[RULE-113] prints of helpers far below, of workers and of timers belong to their stage; children's do not", async () => {
  const { stdout, stderr } = await runCommand(["run", "test/fixtures/prints.ts", "--log", "json"]);
  const records = stderr
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, string>);
  const printed = records.filter(({ stream }) => stream !== undefined).map(({ stage, msg }) => `${stage}: ${msg}`);
  expect(printed.toSorted()).toEqual([
    "deep: error of a worker",
    "deep: from a helper",
    "deep: from a timer",
    "deep: from a worker",
    "other: 0 begun, ended",
    "other: 1 begun, ended",
    "other: 2 begun, ended",
  ]);
  expect(stdout).toMatch(/^from a child\nprints: succeeded/);
});

test("run --log-file and --report write files; the ending decides the form of the report", async () => {
  await using folder = await tempFolder();
  const file = (name: string): string => path.join(folder.path, "out", name);
  for (const name of ["run.html", "run.json", "run.md", "run.txt"]) {
    const flags = ["--report", file(name), "--log-file", file("run.log")];
    const { code, stderr } = await runCommand(["run", orders, "--quiet", ...flags]);
    expect(code).toBe(0);
    expect(stderr).toContain(`wrote ${file(name)}`);
  }
  expect(readFileSync(file("run.html"), "utf8")).toMatch(/^<!doctype html>/);
  expect(JSON.parse(readFileSync(file("run.json"), "utf8"))).toMatchObject({ version: 1, status: "succeeded" });
  expect(readFileSync(file("run.md"), "utf8")).toMatch(/^# orders/);
  expect(readFileSync(file("run.txt"), "utf8")).toMatch(/^orders: succeeded/);
  expect(readFileSync(file("run.log"), "utf8").match(/"msg":"run started"/g)).toHaveLength(4);
});

test("run: SIGINT cancels the run, which still has a summary, and ends with 130", async () => {
  let sent = false;
  const { code, stdout } = await runCommand(["run", orders, "--quiet", "-p", "day=never"], {
    onOutput: (child, text) => {
      if (!sent && text.includes("waiting")) sent = child.kill("SIGINT");
    },
  });
  expect(code).toBe(130);
  expect(stdout).toMatch(/orders: cancelled in .+, 3 cancelled/);
});
