import { AssertionError } from "node:assert";
import { isDeepStrictEqual } from "node:util";
import { MillraceError } from "@millrace/protocol";
import { findStage } from "../observe/find-stage.ts";
import type { RunReport } from "../run-report.ts";
import type { RunStatus, StageStatus } from "../status.ts";
import { summarize } from "../summarize.ts";

/** Expectations of a run; each throws an `AssertionError` that shows the run's summary, and gives itself back. */
export interface RunExpectations {
  status(expected: RunStatus): RunExpectations;
  /** Stage id → status, for the stages named; `clean.parse` is stage `parse` of the sub-pipeline `clean`. */
  stages(expected: Readonly<Record<string, StageStatus>>): RunExpectations;
  /** Output name → value, for the outputs named; compared deeply. */
  outputs(expected: Readonly<Record<string, unknown>>): RunExpectations;
  /** The stage failed with an error of this code, or whose message contains this text or matches this pattern. */
  failure(stage: string, error: string | RegExp): RunExpectations;
}

/** What a test expects of a report: `expectRun(await pipeline.settled()).status("failed").failure("load", "ENOENT")` */
export function expectRun(report: RunReport<object>): RunExpectations {
  const check = (holds: boolean, message: string, actual: unknown, expected: unknown): void => {
    if (holds) return;
    throw new AssertionError({
      message: `${message}\n\n${summarize(report)}`,
      actual,
      expected,
      operator: "expectRun",
    });
  };
  const expectations: RunExpectations = {
    status: (expected) => {
      check(report.status === expected, `the run ${report.status}, expected ${expected}`, report.status, expected);
      return expectations;
    },
    stages: (expected) => {
      for (const [id, status] of Object.entries(expected)) {
        const actual = findStage(report, id)?.status;
        check(actual === status, `stage '${id}' is ${actual ?? "absent"}, expected ${status}`, actual, status);
      }
      return expectations;
    },
    outputs: (expected) => {
      for (const [name, value] of Object.entries(expected)) {
        const actual = (report.outputs as Readonly<Record<string, unknown>>)[name];
        check(isDeepStrictEqual(actual, value), `output '${name}' is not as expected`, actual, value);
      }
      return expectations;
    },
    failure: (stage, expected) => {
      const record = findStage(report, stage);
      const fails = record?.status === "failed" && fits(record.error, expected);
      check(fails, `stage '${stage}' did not fail with ${String(expected)}`, record?.error ?? record?.status, expected);
      return expectations;
    },
  };
  return expectations;
}

function fits(error: unknown, expected: string | RegExp): boolean {
  const message = error instanceof Error ? error.message : String(error);
  if (expected instanceof RegExp) return expected.test(message);
  return MillraceError.is(error, expected) || message.includes(expected);
}
