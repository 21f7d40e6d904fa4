import { enums } from "@millrace/protocol/temporal";
import type { Run } from "./engine/run.ts";
import { msOf } from "./engine/time.ts";
import type { ExecutionStatus, VisibilityRecord } from "./visibility/record.ts";

const statuses = new Map<enums.WorkflowExecutionStatus, ExecutionStatus>([
  [enums.WorkflowExecutionStatus.RUNNING, "Running"],
  [enums.WorkflowExecutionStatus.COMPLETED, "Completed"],
  [enums.WorkflowExecutionStatus.FAILED, "Failed"],
  [enums.WorkflowExecutionStatus.CANCELED, "Canceled"],
  [enums.WorkflowExecutionStatus.TERMINATED, "Terminated"],
  [enums.WorkflowExecutionStatus.CONTINUED_AS_NEW, "ContinuedAsNew"],
  [enums.WorkflowExecutionStatus.TIMED_OUT, "TimedOut"],
]);

/** What lists show of a run. */
export function visibilityRecord({ facts, state, history, workflowId, runId }: Run): VisibilityRecord {
  const { started, startedMs } = facts;
  const parent = started.parentWorkflowExecution;
  const root = started.rootWorkflowExecution;
  return {
    kind: "workflow",
    namespace: facts.namespace,
    id: workflowId,
    runId,
    type: started.workflowType?.name ?? "",
    status: statuses.get(state.status) ?? "Running",
    taskQueue: started.taskQueue?.name ?? "",
    startTimeMs: startedMs,
    executionTimeMs: startedMs + msOf(started.firstWorkflowTaskBackoff),
    closeTimeMs: state.closedMs === 0 ? undefined : state.closedMs,
    historyLength: history.length,
    historySizeBytes: history.sizeBytes,
    stateTransitionCount: state.transitions,
    parent: parent && { id: parent.workflowId, runId: parent.runId },
    root: root ? { id: root.workflowId, runId: root.runId } : { id: workflowId, runId },
    memo: { $typeName: "temporal.api.common.v1.Memo", fields: state.memo },
    searchAttributes: state.searchAttributes,
  };
}
