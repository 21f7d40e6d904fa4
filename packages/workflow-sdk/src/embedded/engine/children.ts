import type { enums } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";
import type { Run } from "./run.ts";
import type { PendingChild } from "./run-state.ts";
import { needWorkflowTask } from "./workflow-task.ts";

/** The started event is buffered: its id is not known yet. */
const bufferedId = -1;

export function childStarted(change: Change, child: PendingChild, runId: string): void {
  const { initiatedEventId, initiated } = child;
  const { namespace, namespaceId, workflowId, workflowType, header } = initiated;
  change.record("childWorkflowExecutionStarted", {
    namespace,
    namespaceId,
    initiatedEventId: BigInt(initiatedEventId),
    workflowExecution: { workflowId, runId },
    workflowType,
    header,
  });
  change.state.children.set(initiatedEventId, { ...child, runId, startedEventId: bufferedId });
  needWorkflowTask(change);
}

export function childNotStarted(
  change: Change,
  { initiatedEventId, initiated }: PendingChild,
  cause: enums.StartChildWorkflowExecutionFailedCause,
): void {
  const { namespace, namespaceId, workflowId, workflowType, control } = initiated;
  change.record("startChildWorkflowExecutionFailed", {
    namespace,
    namespaceId,
    workflowId,
    workflowType,
    cause,
    control,
    initiatedEventId: BigInt(initiatedEventId),
  });
  change.state.children.delete(initiatedEventId);
  needWorkflowTask(change);
}

/** Tells the parent how its child ended. */
export function childClosed(change: Change, child: PendingChild, run: Run): void {
  recordClosed(change, child, run);
  change.state.children.delete(child.initiatedEventId);
  needWorkflowTask(change);
}

function recordClosed(change: Change, { initiatedEventId, initiated, startedEventId }: PendingChild, run: Run): void {
  const { namespace, namespaceId, workflowId, workflowType } = initiated;
  const shared = {
    namespace,
    namespaceId,
    initiatedEventId: BigInt(initiatedEventId),
    startedEventId: BigInt(Math.max(0, startedEventId)),
    workflowExecution: { workflowId, runId: run.runId },
    workflowType,
  };
  const closing = run.history.last()?.attributes;
  if (closing?.case === "workflowExecutionCompletedEventAttributes") {
    change.record("childWorkflowExecutionCompleted", { ...shared, result: closing.value.result });
  } else if (closing?.case === "workflowExecutionFailedEventAttributes") {
    const { failure, retryState } = closing.value;
    change.record("childWorkflowExecutionFailed", { ...shared, failure, retryState });
  } else if (closing?.case === "workflowExecutionCanceledEventAttributes") {
    change.record("childWorkflowExecutionCanceled", { ...shared, details: closing.value.details });
  } else if (closing?.case === "workflowExecutionTimedOutEventAttributes") {
    change.record("childWorkflowExecutionTimedOut", { ...shared, retryState: closing.value.retryState });
  } else change.record("childWorkflowExecutionTerminated", shared);
}
