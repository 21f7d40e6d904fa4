import { PipelineError } from "../errors.ts";
import type { ExitPipeline } from "../exit-pipeline.ts";
import { messageOf } from "../internal/message-of.ts";
import type { StageFailure } from "../run-report.ts";
import type { RunRecord } from "./run-record.ts";

/** Why a run that has ended did not succeed; `undefined` when it did. */
export function runError(record: RunRecord, exit: ExitPipeline | undefined): PipelineError | undefined {
  if (record.status === "cancelled") {
    return new PipelineError("PIPELINE_RUN_CANCELLED", `pipeline '${record.pipeline}' was cancelled`, { run: record });
  }
  if (record.status !== "failed") return undefined;
  const { failures, pipeline } = record;
  if (exit?.error === true) {
    return new PipelineError(
      "PIPELINE_RUN_EXITED",
      `pipeline '${pipeline}' was ended with an error by stage '${failures[0]?.stage ?? ""}': ${exit.message}`,
      { cause: exit, run: record, failures },
    );
  }
  const shown = failures.slice(0, 3).map((failure) => textOf(failure, record));
  const more = failures.length > shown.length ? ` (and ${failures.length - shown.length} more)` : "";
  return new PipelineError("PIPELINE_RUN_FAILED", `pipeline '${pipeline}' failed: ${shown.join("; ")}${more}`, {
    cause: failures[0]?.error,
    run: record,
    failures,
  });
}

/** A map has one attempt; its items, which their error tells, have more. */
function textOf({ stage, attempt, error }: StageFailure, record: RunRecord): string {
  const items = record.stage(stage)?.items !== undefined;
  const when = attempt === 0 ? " before it started" : items ? "" : ` on attempt ${attempt}`;
  return `stage '${stage}' failed${when}: ${messageOf(error)}`;
}

/** What ends a run that cannot go on: a clock, for one, that throws. */
export const brokenRun = (record: RunRecord, cause: unknown): PipelineError =>
  new PipelineError(
    "PIPELINE_RUN_BROKEN",
    `pipeline '${record.pipeline}' cannot go on: ${messageOf(cause)}; see the cause for where that was thrown`,
    { cause, run: record },
  );
