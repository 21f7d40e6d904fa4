import type { ExecutionStatus, VisibilityRecord } from "../visibility/record.ts";
import type { ActivityExecution } from "./activity-execution.ts";
import { firstDispatchMs, type ActivityStatus } from "./activity-state.ts";

const statuses: Readonly<Record<ActivityStatus, ExecutionStatus>> = {
  scheduled: "Running",
  started: "Running",
  "cancel-requested": "Running",
  completed: "Completed",
  failed: "Failed",
  canceled: "Canceled",
  terminated: "Terminated",
  "timed-out": "TimedOut",
};

export const executionStatusOf = (status: ActivityStatus): ExecutionStatus => statuses[status];

/** What lists show of an activity. */
export function activityRecord({ facts, state }: ActivityExecution): VisibilityRecord {
  const { request } = facts;
  return {
    kind: "activity",
    namespace: facts.namespace,
    id: request.activityId,
    runId: facts.runId,
    type: request.activityType?.name ?? "",
    status: statuses[state.status],
    taskQueue: request.taskQueue?.name ?? "",
    startTimeMs: facts.scheduledMs,
    executionTimeMs: firstDispatchMs(facts),
    closeTimeMs: state.closedMs,
    historyLength: 0,
    historySizeBytes: facts.sizeBytes,
    stateTransitionCount: state.transitions,
    searchAttributes: facts.searchAttributes,
  };
}
