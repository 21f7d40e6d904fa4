/**
 * - `pending`: waits for stages before it · `ready`: waits for a free slot, or for a retry · `running`
 * - `succeeded` · `skipped`: its branch was not taken · `failed` · `upstream_failed`: a stage that it needs failed
 * - `cancelled`: the run was cancelled · `not_run`: the run ended before its turn
 */
export type StageStatus =
  | "pending"
  | "ready"
  | "running"
  | "succeeded"
  | "skipped"
  | "failed"
  | "upstream_failed"
  | "cancelled"
  | "not_run";

/** `exited`: a stage threw ExitPipeline without `error`. */
export type RunStatus = "running" | "succeeded" | "failed" | "exited" | "cancelled";

export const runStatuses: readonly RunStatus[] = Object.freeze([
  "running",
  "succeeded",
  "failed",
  "exited",
  "cancelled",
] as const);

/** Statuses in the order of their numeric codes, which the record of a run stores. */
export const stageStatuses: readonly StageStatus[] = Object.freeze([
  "pending",
  "ready",
  "running",
  "succeeded",
  "skipped",
  "failed",
  "upstream_failed",
  "cancelled",
  "not_run",
] as const);
