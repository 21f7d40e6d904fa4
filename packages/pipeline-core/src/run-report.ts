import type { Operation, PipelineGraph } from "./graph.ts";
import type { Result } from "./result.ts";
import type { RunStatus, StageStatus } from "./status.ts";

/** What is known of one stage of a run. Times are milliseconds since 1970-01-01T00:00:00Z. */
export interface StageRecord {
  readonly id: string;
  readonly label: string;
  readonly kind: Operation["kind"];
  readonly status: StageStatus;
  /** 0 when the stage never started. */
  readonly attempts: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly durationMs: number | undefined;
  /** What the stage returned; `undefined` unless it succeeded. */
  readonly value: unknown;
  /** Output name → value, as the output mapper named them, else `return` alone; empty unless it succeeded. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Why it failed or was cancelled: when it waited for its next attempt, the error of its last one. */
  readonly error: unknown;
  /** Items of a map: how many were started, how many of them have a result, and how often one was tried again. */
  readonly items: { readonly started: number; readonly done: number; readonly retries: number } | undefined;
  /** Arguments of inputs with `logged: true`. */
  readonly logged: Readonly<Record<string, unknown>> | undefined;
  /** The run of a sub-pipeline. */
  readonly run: RunReport | undefined;
}

/** One failed stage. */
export interface StageFailure {
  readonly stage: string;
  readonly attempt: number;
  readonly error: unknown;
}

/** The record of one run, complete when the run has ended. */
export interface RunReport<Outputs = Readonly<Record<string, unknown>>> {
  readonly runId: string;
  readonly pipeline: string;
  readonly status: RunStatus;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly durationMs: number | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** All stages in declaration order; made when read, so that large runs pay for it only then. */
  readonly stages: readonly StageRecord[];
  readonly graph: PipelineGraph;
  stage(id: string): StageRecord | undefined;
  /** A Result for each stage: its value, or the error that explains why it has none. */
  readonly results: Readonly<Record<string, Result<unknown>>>;
  readonly failures: readonly StageFailure[];
  /** Outputs that have a value. */
  readonly outputs: Partial<Outputs>;
  /** Why the run did not succeed: a PipelineError, or what a parameters schema threw. */
  readonly error: Error | undefined;
  readonly counts: Readonly<Partial<Record<StageStatus, number>>>;
}
