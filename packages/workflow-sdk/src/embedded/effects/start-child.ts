import { randomUUID } from "node:crypto";
import { enums } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { childNotStarted, childStarted } from "../engine/children.ts";
import { firstCronDelayMs } from "../engine/cron.ts";
import type { Run } from "../engine/run.ts";
import type { PendingChild } from "../engine/run-state.ts";
import { judgeStart } from "../engine/start-policy.ts";
import { scheduleFirstTask, startRun } from "../engine/start-run.ts";
import { terminateForSuccessor } from "../engine/terminate.ts";
import type { Transaction } from "../engine/transaction.ts";

const { StartChildWorkflowExecutionFailedCause, WorkflowIdConflictPolicy } = enums;

/** Starts what a workflow asked for, and tells it. A parent that has closed meanwhile wants it no more. */
export function startChildRun(core: ServerCore, parent: Run, initiatedEventId: number): void {
  core.perform(`start a child of run ${parent.runId}`, (transaction) => {
    const child = parent.state.children.get(initiatedEventId);
    if (child === undefined || child.startedEventId !== 0 || !parent.isOpen) return;
    const runId = randomUUID();
    const room = makeRoom(core, transaction, child, runId);
    if (room === "taken") {
      const cause = StartChildWorkflowExecutionFailedCause.WORKFLOW_ALREADY_EXISTS;
      return childNotStarted(transaction.change(parent), child, cause);
    }
    if (room !== "free") {
      return core.timers.set(child, transaction.nowMs + room.waitMs, () =>
        startChildRun(core, parent, initiatedEventId),
      );
    }
    childStarted(transaction.change(parent), child, runId);
    startAsChild(transaction, parent, child, runId);
  });
}

/** Whether the child may have its id, now or later. */
function makeRoom(
  core: ServerCore,
  transaction: Transaction,
  child: PendingChild,
  runId: string,
): "free" | "taken" | { readonly waitMs: number } {
  const { namespaceId, workflowId, workflowIdReusePolicy } = child.initiated;
  const current = core.runs.current(namespaceId, workflowId);
  if (current === undefined) return "free";
  const policies = { requestId: "", reuse: workflowIdReusePolicy, conflict: WorkflowIdConflictPolicy.FAIL };
  try {
    const verdict = judgeStart(current, policies, transaction);
    if (verdict.kind === "wait") return verdict;
    if (verdict.kind === "terminate-existing") terminateForSuccessor(transaction.change(current), runId);
    return "free";
  } catch {
    // The parent gets an event in the place of the error.
    return "taken";
  }
}

function startAsChild(transaction: Transaction, parent: Run, child: PendingChild, runId: string): void {
  const { initiated, initiatedEventId, requestId } = child;
  const { namespace, namespaceId, workflowId } = initiated;
  const parentExecution = { workflowId: parent.workflowId, runId: parent.runId };
  const change = startRun(transaction, {
    identity: { namespace, namespaceId, workflowId, runId },
    attributes: {
      workflowType: initiated.workflowType,
      parentWorkflowNamespace: parent.facts.namespace,
      parentWorkflowNamespaceId: parent.facts.namespaceId,
      parentWorkflowExecution: parentExecution,
      parentInitiatedEventId: BigInt(initiatedEventId),
      rootWorkflowExecution: parent.facts.started.rootWorkflowExecution ?? parentExecution,
      taskQueue: initiated.taskQueue,
      input: initiated.input,
      workflowExecutionTimeout: initiated.workflowExecutionTimeout,
      workflowRunTimeout: initiated.workflowRunTimeout,
      workflowTaskTimeout: initiated.workflowTaskTimeout,
      retryPolicy: initiated.retryPolicy,
      cronSchedule: initiated.cronSchedule,
      memo: initiated.memo,
      searchAttributes: initiated.searchAttributes,
      header: initiated.header,
      priority: initiated.priority ?? parent.facts.started.priority,
    },
    requestId,
    backoffMs: firstCronDelayMs(initiated.cronSchedule, transaction.nowMs),
    chainExpiresMs: undefined,
    userMetadata: parent.history.at(initiatedEventId)?.userMetadata,
    links: [],
  });
  scheduleFirstTask(change);
}
