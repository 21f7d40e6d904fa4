import { enums } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { childClosed, childStarted } from "../engine/children.ts";
import { executionOf, type Run } from "../engine/run.ts";
import type { PendingChild } from "../engine/run-state.ts";
import { requestCancel } from "../engine/signals.ts";
import { terminate } from "../engine/terminate.ts";

const { ParentClosePolicy } = enums;
const identity = "history-service";

/** Its parent learns how it ended, its children are dealt with, and queries that wait for it are asked elsewhere. */
export function settleClosedRun(core: ServerCore, run: Run): void {
  run.queries.release();
  if (run.state.successorRunId === "") tellParent(core, run);
  for (const child of run.state.children.values()) applyClosePolicy(core, run, child);
}

function tellParent(core: ServerCore, run: Run): void {
  const { parentWorkflowExecution: parentName, parentInitiatedEventId, parentWorkflowNamespaceId } = run.facts.started;
  if (parentName === undefined) return;
  const parent = core.runs.find(parentWorkflowNamespaceId, parentName);
  if (parent === undefined || !parent.isOpen) return;
  core.perform(`tell run ${parent.runId} of its child`, (transaction) => {
    const change = transaction.change(parent);
    const child = change.state.children.get(Number(parentInitiatedEventId));
    if (child === undefined) return;
    if (child.startedEventId === 0) childStarted(change, child, run.firstRunId);
    childClosed(change, change.state.children.get(child.initiatedEventId) ?? child, run);
  });
}

function applyClosePolicy(core: ServerCore, parent: Run, { initiated, runId: firstRunId }: PendingChild): void {
  const { parentClosePolicy, namespaceId, workflowId } = initiated;
  if (firstRunId === "" || parentClosePolicy === ParentClosePolicy.ABANDON) return;
  const child = core.runs.current(namespaceId, workflowId);
  if (child === undefined || child.firstRunId !== firstRunId || !child.isOpen) return;
  core.perform(`close child ${child.runId} with its parent`, (transaction) => {
    const change = transaction.change(child);
    if (parentClosePolicy === ParentClosePolicy.TERMINATE) {
      terminate(change, { reason: "by parent close policy", details: undefined, identity, links: [] });
    } else {
      const sender = { execution: executionOf(parent), initiatedEventId: 0n };
      requestCancel(change, { reason: "", identity, requestId: "", links: [], sender });
    }
  });
}
