import { randomUUID } from "node:crypto";
import { enums } from "@millrace/protocol/temporal";
import type { RetryDecision } from "../retry.ts";
import type { Change } from "./change.ts";
import { closeRun } from "./close-run.ts";
import { timeoutFailure } from "./failures.ts";
import { decideCron, decideRunRetry, succeed } from "./successor.ts";
import type { Transaction } from "./transaction.ts";
import { failStartedTask } from "./workflow-task.ts";

const { ContinueAsNewInitiator, RetryState, TimeoutType, WorkflowExecutionStatus, WorkflowTaskFailedCause } = enums;

/** The run took too long. Unless its whole chain did, its policy or its schedule may want another one. */
export function timeOutRun(change: Change, transaction: Transaction): void {
  const { facts, nowMs } = change;
  const failed = timeoutFailure("workflow timeout", TimeoutType.START_TO_CLOSE);
  const chainIsOver = facts.chainExpiresMs <= nowMs;
  const retry: RetryDecision = chainIsOver ? { state: RetryState.TIMEOUT } : decideRunRetry(change, failed);
  const retryMs = retry.delayMs;
  const backoffMs = retryMs ?? (chainIsOver ? undefined : decideCron(change));
  const newExecutionRunId = backoffMs === undefined ? "" : randomUUID();

  if (change.isTaskStarted) failStartedTask(change, WorkflowTaskFailedCause.FORCE_CLOSE_COMMAND);
  change.flush();
  change.record("workflowExecutionTimedOut", { retryState: retry.state, newExecutionRunId });
  closeRun(change, WorkflowExecutionStatus.TIMED_OUT, newExecutionRunId);
  if (backoffMs === undefined) return;
  succeed(transaction, change, {
    runId: newExecutionRunId,
    initiator: retryMs === undefined ? ContinueAsNewInitiator.CRON_SCHEDULE : ContinueAsNewInitiator.RETRY,
    backoffMs,
    failure: failed,
    lastCompletionResult: facts.started.lastCompletionResult,
  });
}
