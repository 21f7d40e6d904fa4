import { describeErrors, MillraceError, type MillraceErrorOptions } from "@millrace/protocol";
import { pipelineErrors, type PipelineErrorCode } from "./error-table.ts";
import type { RunReport, StageFailure } from "./run-report.ts";

export interface PipelineErrorOptions extends MillraceErrorOptions {
  readonly run?: RunReport;
  readonly failures?: readonly StageFailure[];
}

/** The error of this package; its codes are listed in the documentation's error table. */
export class PipelineError extends MillraceError<PipelineErrorCode> {
  /** The record of the run, where a run is what failed. */
  declare readonly run: RunReport | undefined;
  /** The failed stages of that run. */
  declare readonly failures: readonly StageFailure[];

  static {
    describeErrors(this, "PipelineError", pipelineErrors);
  }

  constructor(code: PipelineErrorCode, message: string, options: PipelineErrorOptions = {}) {
    super(code, message, options);
    // Hidden from those who print the error with all that it has: the first failure is its cause, and comes with it.
    Object.defineProperty(this, "run", { value: options.run });
    Object.defineProperty(this, "failures", { value: options.failures ?? [] });
  }
}
