import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { formatProblem, repositoryRoot } from "../src/index.ts";

const here = join(repositoryRoot(), "tooling/doc-checks");

/** Runs the command on fixtures. */
async function check(
  ...names: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string; counts: unknown }> {
  const pages = names.map((name) => `tooling/doc-checks/test/fixtures/${name}`);
  const args = ["--conditions=@millrace/source", join(here, "src/main.ts"), ...pages];
  const run = promisify(execFile)(process.execPath, args).then(
    (done) => ({ code: 0, ...done }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  const { code, stdout, stderr } = await run;
  return { code, stdout, stderr, counts: JSON.parse(await readFile(join(here, ".results/doc-checks.json"), "utf8")) };
}

describe("the command", () => {
  it("counts what passed and ends with 0", async () => {
    const { code, stdout, stderr, counts } = await check("good.md");
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "1 pages: 6 passed, 0 failed, 0 skipped\n",
      stderr: "",
    });
    expect(counts).toEqual({ passed: 6, failed: 0, skipped: 0 });
  });

  it("prints what is wrong, with its place, and ends with 1", async () => {
    const { code, stdout, stderr, counts } = await check("broken.md");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "1 pages: 1 passed, 2 failed, 0 skipped\n" });
    expect(stderr.split("\n")).toEqual([
      "tooling/doc-checks/test/fixtures/broken.md:9:1 the link './missing.md' leads nowhere; correct it, or add the file",
      "tooling/doc-checks/test/fixtures/broken.md:4:14 TS2322: Type 'string' is not assignable to type 'number'.",
      "",
    ]);
    expect(counts).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });
});

it("two runs at once do not disturb each other", async () => {
  const [first, second] = await Promise.all([check("good.md"), check("good.md")]);
  expect([first.code, second.code]).toEqual([0, 0]);
});

describe("formatProblem", () => {
  it("is a place that editors jump to, and the message, its further lines indented", () => {
    expect(formatProblem({ file: "a.md", line: 3, message: "one\ntwo\n" })).toBe("a.md:3 one\n    two");
    expect(formatProblem({ file: "a.md", line: 3, column: 5, message: "one" })).toBe("a.md:3:5 one");
  });
});
