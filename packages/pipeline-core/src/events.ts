import type { RunReport } from "./run-report.ts";
import type { RunStatus, StageStatus } from "./status.ts";

interface EventBase {
  readonly runId: string;
  readonly pipeline: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
}

/** What happens during a run, in order. Stages of a sub-pipeline have ids below their stage's, as in `clean.parse`. */
export type PipelineEvent =
  | (EventBase & { readonly type: "run_started"; readonly report: RunReport })
  | (EventBase & { readonly type: "stage_started"; readonly stage: string; readonly attempt: number })
  | (EventBase & {
      readonly type: "stage_retrying";
      readonly stage: string;
      readonly attempt: number;
      readonly mapIndex?: number;
      readonly mapKey?: string;
      readonly delayMs: number;
      readonly error: unknown;
    })
  | (EventBase & {
      readonly type: "stage_progress";
      readonly stage: string;
      readonly done: number;
      readonly total: number | undefined;
      /** The item that has just ended, as the map's `key` names it. */
      readonly mapKey?: string;
    })
  | (EventBase & {
      readonly type: "stage_finished";
      readonly stage: string;
      readonly status: StageStatus;
      readonly attempt: number;
      readonly durationMs: number | undefined;
      readonly error?: unknown;
    })
  | (EventBase & { readonly type: "run_finished"; readonly status: RunStatus; readonly report: RunReport });

export type PipelineListener = (event: PipelineEvent) => void;
