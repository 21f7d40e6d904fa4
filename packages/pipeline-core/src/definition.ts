import type { PipelineGraph } from "./graph.ts";
import type { RunOptions } from "./run-options.ts";
import type { RunReport } from "./run-report.ts";

/** Arguments of `run()`: parameters may be left out when none is required. */
export type RunArguments<Given> = {} extends Given
  ? [parameters?: Given, options?: RunOptions]
  : [parameters: Given, options?: RunOptions];

/**
 * A pipeline, made by `Pipeline` or by `definePipeline`: frozen, and fit for any number of runs at the same time.
 *
 * @typeParam Given what `run()` takes
 * @typeParam Outputs what `run()` gives
 */
export interface PipelineDefinition<Given, Outputs> {
  readonly name: string;
  /** The intermediate representation that both faces share. */
  readonly graph: PipelineGraph;
  /** Type only. */
  readonly "~given"?: (given: Given) => void;
  /** Runs to the end. Rejects as {@link Run.result} does. */
  run(...args: RunArguments<Given>): Promise<Outputs>;
  /** Runs to the end and gives the report, however the run ended; rejects for wrong options alone. */
  settled(...args: RunArguments<Given>): Promise<RunReport<Outputs>>;
  /** Starts a run and gives its handle at once. */
  start(...args: RunArguments<Given>): Run<Outputs>;
}

/** A run that has been started. */
export interface Run<Outputs> extends AsyncDisposable {
  readonly runId: string;
  /**
   * The outputs. Rejects with PipelineError when the run failed, and with the abort reason when it was cancelled.
   * @throws PipelineError PIPELINE_RUN_FAILED, PIPELINE_RUN_EXITED, PIPELINE_RUN_CANCELLED or one of the parameters
   */
  result(): Promise<Outputs>;
  /** The report when the run has ended, however it ended; never rejects. */
  settled(): Promise<RunReport<Outputs>>;
  /** Aborts what runs and starts nothing more. */
  cancel(reason?: unknown): void;
  /** Lets the run go on for `graceMs` (default 0), then cancels it; resolves at its end, however it ended. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}
