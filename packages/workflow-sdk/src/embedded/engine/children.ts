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
  const { namespace, namespaceId, workflowId, workflowType, control, workflowTaskCompletedEventId } = initiated;
  change.record("startChildWorkflowExecutionFailed", {
    namespace,
    namespaceId,
    workflowId,
    workflowType,
    cause,
    control,
    initiatedEventId: BigInt(initiatedEventId),
    workflowTaskCompletedEventId,
  });
  change.state.children.delete(initiatedEventId);
  needWorkflowTask(change);
}

/** Tells the parent how its child ended. */
export function childClosed(change: Change, child: PendingChild, run: Run): void {
  const { initiatedEventId, initiated } = child;
  const { namespace, namespaceId, workflowId, workflowType } = initiated;
  const shared = {
    namespace,
    namespaceId,
    initiatedEventId: BigInt(initiatedEventId),
    startedEventId: BigInt(Math.max(0, child.startedEventId)),
    workflowExecution: { workflowId, runId: run.runId },
    workflowType,
  };
  const attributes = run.history.last()?.attributes;
  switch (attributes?.case) {
    case "workflowExecutionCompletedEventAttributes":
      change.record("childWorkflowExecutionCompleted", { ...shared, result: attributes.value.result });
      break;
    case "workflowExecutionFailedEventAttributes": {
      const { failure, retryState } = attributes.value;
      change.record("childWorkflowExecutionFailed", { ...shared, failure, retryState });
      break;
    }
    case "workflowExecutionCanceledEventAttributes":
      change.record("childWorkflowExecutionCanceled", { ...shared, details: attributes.value.details });
      break;
    case "workflowExecutionTimedOutEventAttributes":
      change.record("childWorkflowExecutionTimedOut", { ...shared, retryState: attributes.value.retryState });
      break;
    case "workflowExecutionTerminatedEventAttributes":
      change.record("childWorkflowExecutionTerminated", shared);
      break;
    default:
      return;
  }
  change.state.children.delete(initiatedEventId);
  needWorkflowTask(change);
}
