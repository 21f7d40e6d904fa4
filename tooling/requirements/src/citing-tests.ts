import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { runChild } from "./child.ts";
import { citedIds } from "./citation.ts";

/** One test that ran. */
export interface CitingTest {
  /** Relative to the package. */
  readonly file: string;
  readonly title: string;
  readonly passed: boolean;
}

export interface TestRun {
  /** Those that cite one of the ids. */
  readonly tests: readonly CitingTest[];
  readonly hung: boolean;
  /** Why a file did not load. */
  readonly loadError: string | undefined;
}

/** The parts that we read of the report of vitest's json reporter. */
interface JsonReport {
  readonly testResults: readonly {
    readonly name: string;
    /** Empty unless the file did not load. */
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** Runs the tests of a package that cite one of the ids, in all of its test files or in the given ones. */
export async function runCitingTests(
  packageFolder: string,
  ids: readonly string[],
  limitMs: number,
  files: readonly string[] = [],
): Promise<TestRun> {
  const report = join(packageFolder, ".results", "mutation.json");
  rmSync(report, { force: true });
  const args = [
    vitestOf(packageFolder),
    "run",
    ...files,
    `--testNamePattern=\\[[^\\]]*\\b(?:${ids.join("|")})\\b`,
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const { hung } = await runChild(process.execPath, args, packageFolder, limitMs);
  if (!existsSync(report)) return { tests: [], hung, loadError: undefined };
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as JsonReport;
  return {
    tests: testsIn(testResults, packageFolder).filter(({ title }) => citedIds(title).some((id) => ids.includes(id))),
    hung,
    loadError: testResults.map(({ message }) => message).find((message) => message !== ""),
  };
}

function testsIn(testResults: JsonReport["testResults"], packageFolder: string): CitingTest[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ title, status }) => ({ file: relative(packageFolder, name), title, passed: status === "passed" })),
  );
}

function vitestOf(packageFolder: string): string {
  const manifest = createRequire(join(packageFolder, "package.json")).resolve("vitest/package.json");
  return join(dirname(manifest), "vitest.mjs");
}
