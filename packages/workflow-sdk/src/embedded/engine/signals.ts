import type { common } from "@millrace/protocol/temporal";
import { invalidArgument, notFound } from "../service-errors.ts";
import type { Change } from "./change.ts";
import { scheduleWorkflowTask, needWorkflowTask } from "./workflow-task.ts";

export interface Signal {
  readonly signalName: string;
  readonly input: common.Payloads | undefined;
  readonly identity: string;
  readonly header: common.Header | undefined;
  readonly requestId: string;
  readonly links: common.Link[];
  /** The workflow that sent it. */
  readonly sender?: common.WorkflowExecution;
}

/** A run took as many signals as it may. */
const tooManySignals = (): Error => invalidArgument("exceeded workflow execution limit for signal events");

/**
 * Tells the run something. A request that was carried out before is not carried out again.
 *
 * @throws `not_found` if the run is closed; {@link tooManySignals}
 */
export function signalRun(change: Change, signal: Signal): void {
  recordSignal(change, signal);
  needWorkflowTask(change);
}

/** The signal alone: the caller sees to the task. */
export function recordSignal(change: Change, signal: Signal): void {
  const { state, settings } = change;
  const { signalName, input, identity, header, requestId, links, sender } = signal;
  if (!change.isOpen) throw notFound("workflow execution already completed");
  if (state.signalCount >= settings.limits.signals) throw tooManySignals();
  if (!change.admitSignal(requestId)) return;
  state.signalCount++;
  change.record(
    "workflowExecutionSignaled",
    { signalName, input, identity, header, requestId, externalWorkflowExecution: sender },
    { links },
  );
}

export interface CancelRequest {
  readonly reason: string;
  readonly identity: string;
  readonly requestId: string;
  readonly links: common.Link[];
  /** The workflow that asks for it, and its event that says so. */
  readonly sender?: { readonly execution: common.WorkflowExecution; readonly initiatedEventId: bigint };
}

/** Asks the run to stop. Closed runs, and runs that were asked before, are left alone. */
export function requestCancel(change: Change, { reason, identity, requestId, links, sender }: CancelRequest): void {
  const { state } = change;
  if (!change.isOpen || state.cancelRequested) return;
  state.cancelRequested = true;
  state.cancelRequestId = requestId;
  change.record(
    "workflowExecutionCancelRequested",
    {
      cause: reason,
      identity,
      externalInitiatedEventId: sender?.initiatedEventId ?? 0n,
      externalWorkflowExecution: sender?.execution,
    },
    { links },
  );
  if (state.workflowTask !== undefined) return;
  // A run that waits for its first task need not wait to hear this.
  state.firstTaskMs = 0;
  scheduleWorkflowTask(change);
}
