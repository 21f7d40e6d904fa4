import { enums } from "@millrace/protocol/temporal";
import { workflowAlreadyStarted } from "../service-errors.ts";
import type { Run } from "./run.ts";
import type { Transaction } from "./transaction.ts";

const { WorkflowExecutionStatus, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } = enums;

export interface StartPolicies {
  readonly requestId: string;
  readonly reuse: enums.WorkflowIdReusePolicy;
  readonly conflict: enums.WorkflowIdConflictPolicy;
}

/** What is to be done about a start when the workflow has a run already. */
export type StartVerdict =
  | { readonly kind: "start" }
  /** The request was carried out before. */
  | { readonly kind: "started-before" }
  | { readonly kind: "use-existing" }
  | { readonly kind: "terminate-existing" }
  /** It is too soon after the start of the run before. */
  | { readonly kind: "wait"; readonly waitMs: number };

const failed = new Set<enums.WorkflowExecutionStatus>([
  WorkflowExecutionStatus.FAILED,
  WorkflowExecutionStatus.CANCELED,
  WorkflowExecutionStatus.TERMINATED,
  WorkflowExecutionStatus.TIMED_OUT,
]);

/** @throws `already_exists` */
export function judgeStart(current: Run, policies: StartPolicies, transaction: Transaction): StartVerdict {
  const { requestId, reuse, conflict } = withoutOldPolicy(policies);
  const info = requestId === "" ? undefined : current.requests.get(requestId);
  if (info?.eventType === enums.EventType.WORKFLOW_EXECUTION_STARTED) return { kind: "started-before" };
  if (!current.isOpen) {
    checkReuse(current, reuse);
    return soonest(current, transaction, { kind: "start" });
  }
  if (conflict === WorkflowIdConflictPolicy.USE_EXISTING) return { kind: "use-existing" };
  if (conflict !== WorkflowIdConflictPolicy.TERMINATE_EXISTING) {
    throw alreadyStarted("Workflow execution is already running.", current);
  }
  return soonest(current, transaction, { kind: "terminate-existing" });
}

/** An old policy for reuse says what now is said by the one for conflicts. */
const withoutOldPolicy = (policies: StartPolicies): StartPolicies =>
  policies.reuse === WorkflowIdReusePolicy.TERMINATE_IF_RUNNING
    ? {
        ...policies,
        reuse: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        conflict: WorkflowIdConflictPolicy.TERMINATE_EXISTING,
      }
    : policies;

function checkReuse(current: Run, reuse: enums.WorkflowIdReusePolicy): void {
  if (reuse === WorkflowIdReusePolicy.REJECT_DUPLICATE) {
    throw alreadyStarted("Workflow execution already finished.", current, "reject duplicate workflow Id.");
  }
  if (reuse === WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY && !failed.has(current.state.status)) {
    const policy = "allow duplicate workflow Id if last run failed.";
    throw alreadyStarted("Workflow execution already finished successfully.", current, policy);
  }
}

/** A workflow that is started again and again leaves the server some rest. */
function soonest({ facts }: Run, { nowMs, settings }: Transaction, verdict: StartVerdict): StartVerdict {
  const leftMs = facts.startedMs + settings.minimalRunIntervalMs - nowMs;
  return leftMs <= 0 ? verdict : { kind: "wait", waitMs: leftMs };
}

function alreadyStarted(what: string, run: Run, policy?: string): Error {
  const { workflowId, runId, facts, firstRunId } = run;
  const suffix = policy === undefined ? "" : ` Workflow Id reuse policy: ${policy}`;
  return workflowAlreadyStarted(`${what} WorkflowId: ${workflowId}, RunId: ${runId}.${suffix}`, {
    startRequestId: facts.startRequestId,
    runId,
    firstExecutionRunId: firstRunId,
  });
}
