import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { line, sum } from "../lib/counts.mjs";
import { accountOf, clearResults, countTask, parseResults, readResults } from "../lib/results.mjs";
import { writeResults } from "../lib/write-results.mjs";
import { scratch } from "./scratch.ts";

const task = (name: string, exitCode = 0) => ({
  task: name,
  package: "@millrace/x",
  directory: "packages/x",
  command: "x",
  execution: { exitCode },
});

describe("the account of a run", () => {
  it("leaves out tasks that no script stands behind", () => {
    const tasks = [task("test"), { ...task("build"), command: "<NONEXISTENT>" }];
    const execution = { attempted: 2, success: 1, failed: 0, cached: 1 };
    expect(accountOf({ tasks, execution })).toEqual({ tasks: [task("test")], unfinished: 0 });
  });

  it("knows what an interruption left undone", () => {
    const execution = { attempted: 33, success: 19, failed: 1, cached: 2 };
    expect(accountOf({ tasks: [], execution }).unfinished).toBe(11);
    expect(accountOf(undefined)).toEqual({ tasks: [], unfinished: 1 });
  });
});

describe("one result file", () => {
  it("may be vitest's report", () => {
    const report = { numTotalTests: 10, numPassedTests: 6, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    expect(parseResults(JSON.stringify(report))).toMatchObject({ passed: 6, failed: 1, skipped: 3 });
  });

  it("tells which tests failed, and which passed at a second try", () => {
    const counts = { numTotalTests: 3, numPassedTests: 2, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 };
    const testResults = [
      {
        name: "/x/test/a.test.ts",
        status: "failed",
        assertionResults: [
          { fullName: "a adds", status: "failed", failureMessages: ["Error: 3\n  at a.ts:1"] },
          { fullName: "a waits", status: "passed", failureMessages: ["Error: late"] },
          { fullName: "a stands", status: "passed", failureMessages: [] },
        ],
      },
      { name: "/x/test/b.test.ts", status: "failed", message: "cannot be read\nat b.ts", assertionResults: [] },
    ];
    const { failures, unsteady } = parseResults(JSON.stringify({ ...counts, testResults }));
    expect(failures).toEqual(["a.test.ts: a adds: Error: 3", "b.test.ts: cannot be read"]);
    expect(unsteady).toEqual(["a.test.ts: a waits: Error: late"]);
  });

  it("may be the short form, with reasons for its skips", () => {
    const text = JSON.stringify({ passed: 1, failed: 2, skipped: 1, reasons: ["no browser"] });
    expect(parseResults(text)).toMatchObject({ passed: 1, failed: 2, skipped: 1, reasons: ["no browser"] });
  });

  it("is refused when it is neither", () => {
    expect(() => parseResults('{"passed":"1"}')).toThrow('not a result file: {"passed":"1"}');
  });
});

describe("a task", () => {
  const files = [
    { passed: 3, failed: 0, skipped: 1 },
    { passed: 2, failed: 0, skipped: 0 },
  ];

  it.each([
    ["test", 0, files, { passed: 5, failed: 0, skipped: 1 }],
    ["test", 1, [{ passed: 3, failed: 2, skipped: 0 }], { passed: 3, failed: 2, skipped: 0 }],
    ["test", 1, files, { passed: 5, failed: 1, skipped: 1 }],
    ["test", 0, [], { passed: 1, failed: 0, skipped: 0 }],
    ["test", 1, [], { passed: 0, failed: 1, skipped: 0 }],
    ["lint", 0, [], { passed: 1, failed: 0, skipped: 0 }],
    ["lint", 1, [], { passed: 0, failed: 1, skipped: 0 }],
    ["build", 0, [], { passed: 0, failed: 0, skipped: 0 }],
    ["build", 1, [], { passed: 0, failed: 1, skipped: 0 }],
  ])("%s that ends with %i counts by its files", (name, code, results, counts) => {
    expect(countTask(task(name, code), results)).toEqual(counts);
  });

  it("that was killed has failed", () => {
    expect(countTask({ ...task("test"), execution: { exitCode: null } }, files).failed).toBe(1);
  });
});

describe("reading", () => {
  const counts = (passed: number) => ({ passed, failed: 0, skipped: 0 });
  const layout = {
    "packages/x/.results/vitest.json": counts(1),
    "packages/x/.results/more.json": counts(2),
    "packages/x/.results/notes.txt": "no result",
    "packages/x/.results/smoke/counts.json": counts(4),
    "packages/deleted/.results/vitest.json": counts(8),
  };
  const passed = (name: string, base: string) => sum(readResults(task(name, 0), base)).passed;

  it("finds the files of a task and of no other", () => {
    const base = scratch(layout);
    expect(passed("test", base)).toBe(3);
    expect(passed("test:smoke", base)).toBe(4);
    expect(passed("test:runtimes", base)).toBe(0);
    expect(passed("typecheck", base)).toBe(0);
  });

  it("counts a torn file as a failure and says which", () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const base = scratch({ "packages/x/.results/vitest.json": '{"numTotal' });
    expect(readResults(task("test", 0), base)).toEqual([counts(0)].map((none) => ({ ...none, failed: 1 })));
    expect(said.mock.calls.join()).toContain("packages/x/.results/vitest.json");
    said.mockRestore();
  });

  it("forgets earlier results on request", () => {
    const base = scratch(layout);
    clearResults([path.join(base, "packages/x"), path.join(base, "packages/none")]);
    expect(existsSync(path.join(base, "packages/x/.results"))).toBe(false);
    expect(existsSync(path.join(base, "packages/deleted/.results"))).toBe(true);
  });
});

describe("writing", () => {
  it("leaves what reading finds, and shows what failed", () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const base = scratch();
    const checks = [{ title: "a" }, { title: "b", failure: "boom" }, { title: "c", skipped: "no engine" }];
    expect(writeResults(path.join(base, "packages/x"), "smoke", checks)).toBe(1);
    expect(readResults(task("test:smoke", 1), base)).toEqual([
      { passed: 1, failed: 1, skipped: 1, reasons: ["c: no engine"], failures: ["b"] },
    ]);
    expect(said.mock.calls.join()).toContain("b\nboom");
    said.mockRestore();
  });

  it("succeeds when nothing failed", () => {
    expect(writeResults(scratch(), "smoke", [{ title: "a" }])).toBe(0);
  });
});

it("closes with one line", () => {
  expect(line(sum([]))).toBe("0 passed, 0 failed, 0 skipped");
  const all = sum([
    { passed: 1, failed: 2, skipped: 3 },
    { passed: 10, failed: 20, skipped: 30 },
  ]);
  expect(line(all)).toBe("11 passed, 22 failed, 33 skipped");
});
