import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import { expect, test, vi } from "vitest";
import { summaryFile } from "../src/cli/summary-file.ts";
import { definePipeline, summarize, type RunSummary } from "../src/index.ts";
import { makeFolder } from "../src/internal/make-folder.ts";
import { runCommand } from "./support/run-command.ts";

// Every call of the command starts a process.
vi.setConfig({ testTimeout: 60_000 });

const orders = "test/fixtures/orders.ts";
const one = definePipeline("one", {}, (p) => ({ a: p.stage("a", {}, () => 1) }));
const summaryOfOne = async (): Promise<RunSummary> =>
  JSON.parse(summarize(await one.settled(), { format: "json" })) as RunSummary;

test.each(["run.pdf", "run", "run.HTM", "out.html/run"])(
  "run --report %s: refused before anything runs",
  async (name) => {
    const { code, stdout, stderr } = await runCommand(["run", orders, "--report", name]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(
      `error [CLI_INVALID_OPTION] --report '${name}' has none of the endings that work: .html, .json, .md, .txt\n`,
    );
  },
);

test("run --report: where no folder can be made the command says so at once, and nothing runs", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "file");
  writeFileSync(file, "");
  const below = path.join(file, "deep", "run.html");
  const { code, stdout, stderr } = await runCommand(["run", orders, "--report", below]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^error \[PIPELINE_SUMMARY_FILE\] summary '.+run\.html' cannot be written: ENOTDIR.+\n/);
});

// Making folders below /proc recursively is what Node never comes back from.
test.skipIf(process.platform !== "linux")(
  "folders in /proc, which is Linux's, are refused and not tried for ever",
  () => {
    expect(() => makeFolder("/proc/nowhere/deep/deeper")).toThrow(/ENOENT/);
    expect(() => summaryFile("/proc/nowhere/deep/run.html", "--report")).toThrow("[PIPELINE_SUMMARY_FILE]");
  },
);

test("folders are made as deep as needed, and those that are there are left alone", async () => {
  await using folder = await tempFolder();
  const deep = path.join(folder.path, "a", "b", "c");
  makeFolder(deep);
  writeFileSync(path.join(deep, "kept"), "1");
  makeFolder(deep);
  expect(readFileSync(path.join(deep, "kept"), "utf8")).toBe("1");
});

test("the ending decides the form, whatever its case; a form by name needs no ending", async () => {
  await using folder = await tempFolder();
  const summary = await summaryOfOne();
  const written = (name: string, format?: "text"): string => {
    const file = path.join(folder.path, "new", name);
    summaryFile(file, "--out", format).write(summary);
    return readFileSync(file, "utf8");
  };
  expect(written("run.HTML")).toMatch(/^<!doctype html>/);
  expect(written("run.md")).toMatch(/^# one/);
  expect(written("run.txt")).toMatch(/^one: succeeded/);
  expect(JSON.parse(written("run.json"))).toEqual(summary);
  expect(written("run", "text")).toMatch(/^one: succeeded/);
});

test("a file that cannot be written is a coded error", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "taken.html");
  makeFolder(file);
  const summary = await summaryOfOne();
  await expectCode(() => summaryFile(file, "--out").write(summary), "PIPELINE_SUMMARY_FILE");
});

test("report --out: by its ending, by --format, and with stacks on request", async () => {
  await using folder = await tempFolder();
  const file = (name: string): string => path.join(folder.path, name);
  await runCommand(["run", orders, "--quiet", "-p", "day=doomsday", "--report", file("run.json")]);
  const report = (...args: string[]): ReturnType<typeof runCommand> =>
    runCommand(["report", file("run.json"), ...args]);
  await report("--out", file("by-ending.md"));
  expect(readFileSync(file("by-ending.md"), "utf8")).toMatch(/^# orders/);
  await report("--out", file("by-name.md"), "--format", "text");
  expect(readFileSync(file("by-name.md"), "utf8")).toMatch(/^orders: failed/);
  expect(await report("--out", file("no.pdf"))).toMatchObject({ code: 2, stderr: expect.stringContaining("--out '") });
  expect((await report("--format", "text")).stdout).not.toMatch(/^ +at /m);
  expect((await report("--format", "text", "--verbose")).stdout).toMatch(/^ +at .+orders\.ts/m);
});
