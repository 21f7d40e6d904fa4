import { requestCancel } from "../engine/signals.ts";
import { terminate } from "../engine/terminate.ts";
import type { Run } from "../engine/run.ts";
import { requireRun } from "../request-checks.ts";
import { notFound } from "../service-errors.ts";
import type { WorkflowServiceOf } from "./service.ts";

/** A termination that says nothing still tells that it came from outside. */
const said = (reason: string, identity: string): { reason: string; identity: string } => ({
  reason: reason || "terminated by user via frontend",
  identity: identity || "frontend-service",
});

/** The polite way to end a run, and the other one. */
export const workflowStop: WorkflowServiceOf = (core) => ({
  async requestCancelWorkflowExecution({
    namespace,
    workflowExecution,
    identity,
    requestId,
    firstExecutionRunId,
    reason,
    links,
  }) {
    const run = requireRun(core, namespace, workflowExecution);
    if (!run.isOpen) return {};
    checkChain(run, firstExecutionRunId);
    await core.transact((transaction) =>
      requestCancel(transaction.change(run), { reason, identity, requestId, links }),
    );
    return {};
  },

  async terminateWorkflowExecution({
    namespace,
    workflowExecution,
    reason,
    details,
    identity,
    firstExecutionRunId,
    links,
  }) {
    const run = requireRun(core, namespace, workflowExecution);
    if (!run.isOpen) throw notFound("workflow execution already completed");
    checkChain(run, firstExecutionRunId);
    await core.transact((transaction) =>
      terminate(transaction.change(run), { ...said(reason, identity), details, links }),
    );
    return {};
  },
});

/** The caller means a chain of runs, and this may be one of another. */
function checkChain(run: Run, firstRunId: string): void {
  if (firstRunId !== "" && run.firstRunId !== firstRunId) throw notFound("workflow execution not found");
}
