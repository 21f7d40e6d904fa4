import type { enums } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";
import type { PendingCancel, PendingSignal } from "./run-state.ts";
import { needWorkflowTask } from "./workflow-task.ts";

/** The signal was delivered, or could not be. */
export function externalSignaled(
  change: Change,
  { initiatedEventId, initiated }: PendingSignal,
  failed: enums.SignalExternalWorkflowExecutionFailedCause | undefined,
): void {
  const { namespaceId, workflowExecution, control } = initiated;
  const { namespace } = change.facts;
  const shared = { namespace, namespaceId, workflowExecution, control, initiatedEventId: BigInt(initiatedEventId) };
  change.state.signals.delete(initiatedEventId);
  if (failed === undefined) change.record("externalWorkflowExecutionSignaled", shared);
  else {
    change.record("signalExternalWorkflowExecutionFailed", { ...shared, cause: failed });
  }
  needWorkflowTask(change);
}

/** The request was delivered, or could not be. */
export function externalCancelRequested(
  change: Change,
  { initiatedEventId, initiated }: PendingCancel,
  failed: enums.CancelExternalWorkflowExecutionFailedCause | undefined,
): void {
  const { namespaceId, workflowExecution, control } = initiated;
  const { namespace } = change.facts;
  const shared = { namespace, namespaceId, workflowExecution, initiatedEventId: BigInt(initiatedEventId) };
  change.state.cancels.delete(initiatedEventId);
  if (failed === undefined) change.record("externalWorkflowExecutionCancelRequested", shared);
  else {
    change.record("requestCancelExternalWorkflowExecutionFailed", {
      ...shared,
      control,
      cause: failed,
    });
  }
  needWorkflowTask(change);
}
