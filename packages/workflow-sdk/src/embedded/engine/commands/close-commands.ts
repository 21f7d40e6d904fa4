import { randomUUID } from "node:crypto";
import { enums } from "@millrace/protocol/temporal";
import { closeRun } from "../close-run.ts";
import { sizeOfFailure, sizeOfPayloads } from "../sizes.ts";
import { decideCron, decideRunRetry, succeed } from "../successor.ts";
import { checkBytes, checkNothingBuffered, type CommandHandler } from "./command-context.ts";
import { CommandFailure } from "./command-failure.ts";

const { ContinueAsNewInitiator, WorkflowExecutionStatus, WorkflowTaskFailedCause } = enums;

export const completeRun: CommandHandler<"completeWorkflowExecutionCommandAttributes"> = (context, { result }) => {
  const { transaction, change, workflowTaskCompletedEventId, facts } = context;
  const bad = WorkflowTaskFailedCause.BAD_COMPLETE_WORKFLOW_EXECUTION_ATTRIBUTES;
  checkNothingBuffered(context);
  checkBytes(sizeOfPayloads(result), "CompleteWorkflowExecutionCommandAttributes.Result", bad, context);
  const backoffMs = decideCron(change);
  const newExecutionRunId = backoffMs === undefined ? "" : randomUUID();
  change.record("workflowExecutionCompleted", { result, workflowTaskCompletedEventId, newExecutionRunId }, facts);
  closeRun(change, WorkflowExecutionStatus.COMPLETED, newExecutionRunId);
  if (backoffMs === undefined) return;
  succeed(transaction, change, {
    runId: newExecutionRunId,
    initiator: ContinueAsNewInitiator.CRON_SCHEDULE,
    backoffMs,
    failure: undefined,
    lastCompletionResult: result,
  });
};

export const failRun: CommandHandler<"failWorkflowExecutionCommandAttributes"> = (context, { failure }) => {
  const { transaction, change, workflowTaskCompletedEventId, facts } = context;
  const bad = WorkflowTaskFailedCause.BAD_FAIL_WORKFLOW_EXECUTION_ATTRIBUTES;
  checkNothingBuffered(context);
  if (failure === undefined) throw new CommandFailure(bad, "Failure is not set on FailWorkflowExecutionCommand.");
  checkBytes(sizeOfFailure(failure), "FailWorkflowExecutionCommandAttributes.Failure", bad, context);
  const retry = decideRunRetry(change, failure);
  const retryMs = retry.delayMs;
  const backoffMs = retryMs ?? decideCron(change);
  const newExecutionRunId = backoffMs === undefined ? "" : randomUUID();
  change.record(
    "workflowExecutionFailed",
    { failure, retryState: retry.state, workflowTaskCompletedEventId, newExecutionRunId },
    facts,
  );
  closeRun(change, WorkflowExecutionStatus.FAILED, newExecutionRunId);
  if (backoffMs === undefined) return;
  succeed(transaction, change, {
    runId: newExecutionRunId,
    initiator: retryMs === undefined ? ContinueAsNewInitiator.CRON_SCHEDULE : ContinueAsNewInitiator.RETRY,
    backoffMs,
    failure,
    lastCompletionResult: change.facts.started.lastCompletionResult,
  });
};

export const cancelRun: CommandHandler<"cancelWorkflowExecutionCommandAttributes"> = (context, { details }) => {
  const { change, workflowTaskCompletedEventId, facts } = context;
  checkNothingBuffered(context);
  change.record("workflowExecutionCanceled", { details, workflowTaskCompletedEventId }, facts);
  closeRun(change, WorkflowExecutionStatus.CANCELED);
};
