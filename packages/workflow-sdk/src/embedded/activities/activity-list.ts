import type { MessageInitShape } from "@bufbuild/protobuf";
import { enums, type activity } from "@millrace/protocol/temporal";
import { toDuration, toTimestamp } from "../engine/time.ts";
import type { ExecutionStatus, VisibilityRecord } from "../visibility/record.ts";

const { ActivityExecutionStatus } = enums;

const statuses: Readonly<Record<ExecutionStatus, enums.ActivityExecutionStatus>> = {
  Running: ActivityExecutionStatus.RUNNING,
  Completed: ActivityExecutionStatus.COMPLETED,
  Failed: ActivityExecutionStatus.FAILED,
  Canceled: ActivityExecutionStatus.CANCELED,
  Terminated: ActivityExecutionStatus.TERMINATED,
  TimedOut: ActivityExecutionStatus.TIMED_OUT,
  Paused: ActivityExecutionStatus.PAUSED,
  ContinuedAsNew: ActivityExecutionStatus.UNSPECIFIED,
};

export const activityStatusOf = (status: ExecutionStatus): enums.ActivityExecutionStatus => statuses[status];

/** An activity as lists show it. */
export function listInfo(record: VisibilityRecord): MessageInitShape<typeof activity.ActivityExecutionListInfoSchema> {
  const { startTimeMs, closeTimeMs } = record;
  return {
    activityId: record.id,
    runId: record.runId,
    activityType: { name: record.type },
    status: statuses[record.status],
    taskQueue: record.taskQueue,
    scheduleTime: toTimestamp(startTimeMs),
    executionTime: toTimestamp(record.executionTimeMs),
    stateTransitionCount: BigInt(record.stateTransitionCount),
    stateSizeBytes: BigInt(record.historySizeBytes),
    searchAttributes: { indexedFields: { ...record.searchAttributes } },
    ...(closeTimeMs === undefined
      ? {}
      : { closeTime: toTimestamp(closeTimeMs), executionDuration: toDuration(closeTimeMs - startTimeMs) }),
  };
}
