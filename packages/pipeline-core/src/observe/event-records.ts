import type { LogFields, Logger } from "@millrace/protocol";
import type { PipelineEvent, PipelineListener } from "../events.ts";
import type { RunReport } from "../run-report.ts";
import { findStage } from "./find-stage.ts";
import { rounded } from "./rounded.ts";

/** Writes the events of a run as log records. */
export function eventRecords(logger: Logger): PipelineListener {
  let report: RunReport | undefined;
  const stageFields = (id: string, attempt: number): LogFields => {
    const logged = report === undefined ? undefined : findStage(report, id)?.logged;
    return { stage: id, attempt, ...(logged === undefined ? {} : { in: logged }) };
  };
  return (event) => {
    switch (event.type) {
      case "run_started":
        report = event.report;
        logger.info({}, "run started");
        return;
      case "stage_started":
        logger.debug({ stage: event.stage, attempt: event.attempt }, "stage started");
        return;
      case "stage_retrying":
        logger.warn(
          {
            ...stageFields(event.stage, event.attempt),
            ...(event.mapIndex === undefined ? {} : { map_index: event.mapIndex }),
            ...(event.mapKey === undefined ? {} : { map_key: event.mapKey }),
            delay_ms: rounded(event.delayMs),
            err: event.error,
          },
          "attempt failed, trying again",
        );
        return;
      case "stage_finished":
        logFinished(logger, event, stageFields(event.stage, event.attempt));
        return;
      case "run_finished":
        logRunEnd(logger, event.report);
        return;
      case "stage_progress":
        return;
    }
  };
}

function logFinished(
  logger: Logger,
  event: Extract<PipelineEvent, { type: "stage_finished" }>,
  stageFields: LogFields,
): void {
  const { status, durationMs, error } = event;
  const fields = {
    ...stageFields,
    status,
    ...(durationMs === undefined ? {} : { duration_ms: rounded(durationMs) }),
    ...(error === undefined ? {} : { err: error }),
  };
  if (status === "failed") logger.error(fields, "stage failed");
  else if (status === "succeeded") logger.info(fields, "stage finished");
  else logger.debug(fields, "stage did not finish");
}

function logRunEnd(logger: Logger, report: RunReport): void {
  const { status, durationMs, counts, error } = report;
  const fields = { status, duration_ms: rounded(durationMs ?? 0), counts };
  if (status === "failed") logger.error({ ...fields, err: error }, "run failed");
  else logger.info(fields, "run finished");
}
