import { readFileSync } from "node:fs";
import { invalidSummary, requireSummary } from "../summary/require-summary.ts";
import type { RunSummary } from "../summary/run-summary.ts";

/**
 * The summary of a run that was written as JSON.
 *
 * @throws PipelineError PIPELINE_SUMMARY_INVALID
 */
export function readSummary(file: string): RunSummary {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw invalidSummary(`'${file}'`, cause);
  }
  return requireSummary(value, `'${file}'`);
}
