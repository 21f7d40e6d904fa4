import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { none, sum } from "./counts.mjs";
import { root } from "./paths.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */
/**
 * What a check script writes: why it skipped what it skipped, which tests failed, and which passed at a second try only.
 *
 * @typedef {Counts & { readonly reasons?: readonly string[], readonly failures?: readonly string[], readonly unsteady?: readonly string[] }} Results
 */
/** @typedef {{ readonly fullName: string, readonly status: string, readonly failureMessages?: readonly string[] }} Assertion */
/** @typedef {{ readonly name: string, readonly status: string, readonly message?: string, readonly assertionResults: readonly Assertion[] }} TestFile one of vitest's report */
/** @typedef {{ task: string, package: string, directory: string, command: string, execution: { exitCode: number | null } }} Task one that turbo started */

/** @typedef {{ tasks: readonly Task[], execution: { attempted: number, success: number, failed: number, cached: number } }} Summary of a turbo run */

/**
 * What a run did: the tasks that ended, and how many did not. turbo calls a run that was interrupted a success.
 *
 * @param {Summary | undefined} summary absent if turbo did not get as far as to write one
 */
export const accountOf = (summary) => {
  if (summary === undefined) return { tasks: [], unfinished: 1 };
  const { attempted, success, failed, cached } = summary.execution;
  return {
    tasks: summary.tasks.filter(({ command }) => command !== "<NONEXISTENT>"),
    unfinished: attempted - success - failed - cached,
  };
};

/** @param {string} text */
const firstLine = (text) => text.split("\n", 1)[0] ?? "";

/**
 * The tests of a file that failed, or did in their first try: their name, and what they said.
 *
 * @param {TestFile} file
 */
const troubles = ({ name, status, message = "", assertionResults }) => {
  const told = assertionResults.filter(({ failureMessages = [] }) => failureMessages.length > 0);
  /** @param {Assertion} assertion */
  const tell = ({ fullName, failureMessages = [] }) =>
    `${path.basename(name)}: ${fullName.trim()}: ${firstLine(failureMessages[0] ?? "")}`;
  const failures = told.filter((assertion) => assertion.status === "failed").map(tell);
  const broken = status === "failed" && failures.length === 0;
  return {
    failures: broken ? [`${path.basename(name)}: ${firstLine(message)}`] : failures,
    unsteady: told.filter((assertion) => assertion.status === "passed").map(tell),
  };
};

/**
 * One result file: vitest's report, or the short form that other check scripts write.
 *
 * @param {string} text
 * @returns {Results}
 */
export const parseResults = (text) => {
  const data = JSON.parse(text);
  if (typeof data.numTotalTests === "number") {
    /** @type {readonly TestFile[]} */
    const files = data.testResults ?? [];
    return {
      passed: data.numPassedTests,
      failed: data.numFailedTests,
      skipped: data.numPendingTests + data.numTodoTests,
      failures: files.flatMap((file) => troubles(file).failures),
      unsteady: files.flatMap((file) => troubles(file).unsteady),
    };
  }
  const { passed, failed, skipped, reasons = [], failures = [] } = data;
  if (![passed, failed, skipped].every(Number.isInteger)) throw new Error(`not a result file: ${text.slice(0, 200)}`);
  return { passed, failed, skipped, reasons, failures };
};

/**
 * Where a task leaves its counts: `test` in `.results`, `test:smoke` in `.results/smoke`.
 *
 * @param {Task} task
 */
const resultFolder = ({ task, directory }, base = root) =>
  path.join(base, directory, ".results", task.split(":").slice(1).join("/"));

/**
 * What one task adds to the total. Tests count by their result files; any other check, and a test that writes none,
 * counts as one. Preparations (`build`, `generate`) count only when they fail.
 *
 * @param {Task} task
 * @param {readonly Results[]} files
 * @returns {Counts}
 */
export const countTask = ({ task, execution }, files) => {
  if (execution.exitCode !== 0) {
    const counted = sum(files);
    return counted.failed > 0 ? counted : { ...counted, failed: 1 };
  }
  if (files.length > 0) return sum(files);
  return task === "build" || task === "generate" ? none : { ...none, passed: 1 };
};

/**
 * @param {string} file
 * @returns {Results}
 */
const readFile = (file) => {
  try {
    return parseResults(readFileSync(file, "utf8"));
  } catch (error) {
    console.error(`${path.relative(root, file)}: ${String(error)}`);
    return { ...none, failed: 1 };
  }
};

/**
 * @param {Task} task
 * @returns {readonly Results[]}
 */
export const readResults = (task, base = root) => {
  const folder = resultFolder(task, base);
  if (!task.task.startsWith("test") || !existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.map((file) => readFile(path.join(folder, file)));
};

/**
 * Results of earlier runs go first: what is still true comes back from turbo's cache.
 *
 * @param {readonly string[]} folders
 */
export const clearResults = (folders) => {
  for (const folder of folders) rmSync(path.join(folder, ".results"), { recursive: true, force: true });
};
