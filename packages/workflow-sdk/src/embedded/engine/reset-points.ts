import { create } from "@bufbuild/protobuf";
import { workflow } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";
import type { RunState } from "./run-state.ts";
import { toTimestamp } from "./time.ts";

/** How many builds of a worker are remembered. */
const mostPoints = 20;

/** What built the worker that completed a task. */
export interface WorkerBuild {
  readonly binaryChecksum: string;
  readonly buildId: string;
}

/** Remembers the first task that each build of the worker completed: people go back there when the build was bad. */
export function addResetPoint(change: Change, { binaryChecksum, buildId }: WorkerBuild, completedId: bigint): void {
  const { state, nowMs, run } = change;
  const known = state.resetPoints.some((point) => point.binaryChecksum === binaryChecksum && point.buildId === buildId);
  if (known) return;
  const point = create(workflow.ResetPointInfoSchema, {
    binaryChecksum,
    buildId,
    runId: run.runId,
    firstWorkflowTaskCompletedId: completedId,
    createTime: toTimestamp(nowMs),
    resettable: state.children.size + state.cancels.size + state.signals.size === 0,
  });
  state.resetPoints = [...state.resetPoints, point].slice(-mostPoints);
}

/** The run has a successor, which inherits the points; those of this run are there as long as its history is kept. */
export function expireResetPoints({ state, nowMs, run }: Change, retentionMs: number): void {
  const expireTime = toTimestamp(nowMs + retentionMs);
  state.resetPoints = state.resetPoints.map((point) => (point.runId === run.runId ? { ...point, expireTime } : point));
}

export const resetPointsOf = ({ resetPoints }: RunState): workflow.ResetPoints | undefined =>
  resetPoints.length === 0 ? undefined : create(workflow.ResetPointsSchema, { points: [...resetPoints] });
