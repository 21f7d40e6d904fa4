import { create } from "@bufbuild/protobuf";
import { workflow } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";
import { toTimestamp } from "./time.ts";

/** How many builds of a worker are remembered. */
const mostPoints = 20;

/** How long the history of a closed run is there to go back to. */
const retentionMs = 24 * 3_600_000;

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

/** The points as the successor of the run has them: this run will not be there for ever. */
export function inheritedResetPoints({ state, nowMs, run }: Change): workflow.ResetPoints | undefined {
  if (state.resetPoints.length === 0) return undefined;
  const expireTime = toTimestamp(nowMs + retentionMs);
  return create(workflow.ResetPointsSchema, {
    points: state.resetPoints.map((point) => (point.runId === run.runId ? { ...point, expireTime } : point)),
  });
}
