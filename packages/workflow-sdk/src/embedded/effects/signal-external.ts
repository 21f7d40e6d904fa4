import { enums } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { externalSignaled } from "../engine/externals.ts";
import { executionOf, type Run } from "../engine/run.ts";
import type { PendingSignal } from "../engine/run-state.ts";
import { signalRun } from "../engine/signals.ts";
import type { Transaction } from "../engine/transaction.ts";
import { externalTarget } from "./external-target.ts";

const { EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND: notThere, SIGNAL_COUNT_LIMIT_EXCEEDED: tooMany } =
  enums.SignalExternalWorkflowExecutionFailedCause;

/** Delivers a signal from one workflow to another, and tells the sender. */
export function signalExternalRun(core: ServerCore, run: Run, initiatedEventId: number): void {
  core.perform(`deliver a signal of run ${run.runId}`, (transaction) => {
    const pending = run.state.signals.get(initiatedEventId);
    if (pending === undefined || !run.isOpen) return;
    const failed = deliver(core, transaction, run, pending);
    externalSignaled(transaction.change(run), pending, failed);
  });
}

function deliver(
  core: ServerCore,
  transaction: Transaction,
  run: Run,
  { initiated, requestId }: PendingSignal,
): enums.SignalExternalWorkflowExecutionFailedCause | undefined {
  const target = externalTarget(core, run, initiated);
  if (target === undefined || !target.isOpen) return notThere;
  const { signalName, input, header } = initiated;
  if (target.state.signalCount >= core.settings.limits.signals) return tooMany;
  signalRun(transaction.change(target), {
    signalName,
    input,
    identity: "history-service",
    header,
    requestId,
    links: [],
    sender: executionOf(run),
  });
  return undefined;
}
