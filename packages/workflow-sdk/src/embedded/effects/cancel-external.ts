import { enums } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { externalCancelRequested } from "../engine/externals.ts";
import { executionOf, type Run } from "../engine/run.ts";
import { requestCancel } from "../engine/signals.ts";
import { externalTarget } from "./external-target.ts";

const { EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND: notThere } = enums.CancelExternalWorkflowExecutionFailedCause;

/** Asks one workflow to stop in the name of another, and tells that one. */
export function cancelExternalRun(core: ServerCore, run: Run, initiatedEventId: number): void {
  core.perform(`deliver a cancel request of run ${run.runId}`, (transaction) => {
    const pending = run.state.cancels.get(initiatedEventId);
    if (pending === undefined || !run.isOpen) return;
    const target = externalTarget(core, run, pending.initiated);
    if (target !== undefined) {
      requestCancel(transaction.change(target), {
        reason: pending.initiated.reason,
        identity: "history-service",
        requestId: pending.requestId,
        links: [],
        sender: { execution: executionOf(run), initiatedEventId: BigInt(initiatedEventId) },
      });
    }
    externalCancelRequested(transaction.change(run), pending, target === undefined ? notThere : undefined);
  });
}
