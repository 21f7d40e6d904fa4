import { systemClock, type Clock } from "@millrace/protocol";
import { OutputCapture } from "../capture-output.ts";
import { PipelineError } from "../errors.ts";
import type { PipelineListener } from "../events.ts";
import { withoutCapture } from "../internal/without-capture.ts";
import type { RunOptions } from "../run-options.ts";
import { eventRecords } from "./event-records.ts";
import { openLogSink, type LogSink } from "./log-sink.ts";
import { ProgressView } from "./progress-view.ts";
import { RunLogger } from "./run-logger.ts";

/** Options of a run after everything that watches it is in place. */
export interface ObservedOptions extends RunOptions {
  readonly capture?: OutputCapture;
}

/** What watches one run. */
export interface Observation {
  readonly options: ObservedOptions;
  /** Closes what was opened for the run; call it when the run has ended. */
  close(): void;
}

/**
 * Puts logging, progress and the capture of output in place for one run. A run that asks for none of them gets its
 * options back as they are, so that it pays nothing.
 *
 * @throws PipelineError PIPELINE_LOG_FILE, PIPELINE_CAPTURE_UNLOGGED
 */
export function observeRun(pipeline: string, runId: string, options: RunOptions): Observation {
  const { progress = false, captureOutput = "off", clock = systemClock } = options;
  const view = progress === false ? undefined : new ProgressView(pipeline, progress === true ? {} : progress, clock);
  const logged = logRun(pipeline, runId, options, clock, view);
  if (captureOutput !== "off" && logged === undefined) {
    throw new PipelineError(
      "PIPELINE_CAPTURE_UNLOGGED",
      `run of pipeline '${pipeline}' captures output, but logs nowhere; give it a 'logger', or 'logging' with a console or file, or drop captureOutput`,
    );
  }
  const own = [
    ...(logged === undefined ? [] : [eventRecords(logged.logger)]),
    ...(view === undefined ? [] : [view.listen]),
  ];
  if (own.length === 0) return { options, close: () => undefined };
  const capture = captureOutput === "off" ? undefined : new OutputCapture(captureOutput);
  const listeners = listenersOf(options);
  return {
    options: {
      ...options,
      onEvent: [...own, ...(capture === undefined ? listeners : listeners.map(uncaptured))],
      ...(logged === undefined ? {} : { logger: logged.logger }),
      ...(capture === undefined ? {} : { capture }),
    },
    close: () => {
      capture?.close();
      logged?.sink.close();
    },
  };
}

interface LoggedRun {
  readonly logger: RunLogger;
  readonly sink: LogSink;
}

function logRun(
  pipeline: string,
  runId: string,
  { logger, logging }: RunOptions,
  clock: Clock,
  view: ProgressView | undefined,
): LoggedRun | undefined {
  const { level = logger === undefined ? "info" : "debug", bindings = {}, ...to } = logging ?? {};
  // Nothing but a level, or the like, says nowhere to write.
  if (logger === undefined && (to.console ?? false) === false && (to.file ?? false) === false) return undefined;
  const console = view?.interactive === true ? view.lines : undefined;
  const sink =
    logger === undefined
      ? openLogSink(logging ?? {}, { pipeline, runId, clock, console })
      : { logger, close: () => undefined };
  return { logger: new RunLogger(sink.logger, level, { ...bindings, pipeline, run_id: runId }), sink };
}

const listenersOf = ({ onEvent = [] }: RunOptions): readonly PipelineListener[] =>
  typeof onEvent === "function" ? [onEvent] : onEvent;

/** A listener is no stage, although events of a sub-pipeline are told inside of the stage that runs it. */
const uncaptured =
  (listener: PipelineListener): PipelineListener =>
  (event) =>
    withoutCapture(() => listener(event));
