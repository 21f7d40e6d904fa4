import { randomUUID } from "node:crypto";
import { enums } from "@millrace/protocol/temporal";
import { complaintAboutRetryPolicy, fillRetryPolicy } from "../../retry.ts";
import { closeRun } from "../close-run.ts";
import { sizeOfPayloadMap, sizeOfPayloads } from "../sizes.ts";
import { succeed } from "../successor.ts";
import { msOf, toDuration } from "../time.ts";
import { effectiveRunMs, effectiveTaskMs } from "../timeouts.ts";
import { checkBytes, checkNothingBuffered, checkText, orFail, type CommandHandler } from "./command-context.ts";
import { CommandFailure } from "./command-failure.ts";

const { ContinueAsNewInitiator, TaskQueueKind, WorkflowExecutionStatus, WorkflowTaskFailedCause } = enums;
const bad = WorkflowTaskFailedCause.BAD_CONTINUE_AS_NEW_ATTRIBUTES;

export const continueAsNew: CommandHandler<"continueAsNewWorkflowExecutionCommandAttributes"> = (
  context,
  attributes,
) => {
  const { transaction, change, workflowTaskCompletedEventId } = context;
  const { started, namespace } = change.facts;
  const { input, header, memo, searchAttributes, failure, lastCompletionResult, backoffStartInterval } = attributes;
  checkNothingBuffered(context);
  const workflowType = attributes.workflowType?.name ? attributes.workflowType : started.workflowType;
  checkText(workflowType?.name ?? "", "WorkflowType", "ContinueAsNewWorkflowExecutionCommand", bad, context);
  checkBytes(sizeOfPayloads(input), "ContinueAsNewWorkflowExecutionCommandAttributes. Input", bad, context);
  checkBytes(sizeOfPayloadMap(memo?.fields), "ContinueAsNewWorkflowExecutionCommandAttributes. Memo", bad, context);
  if (searchAttributes !== undefined) {
    orFail(WorkflowTaskFailedCause.BAD_SEARCH_ATTRIBUTES, () =>
      transaction.rules.checkSearchAttributes(namespace, searchAttributes.indexedFields),
    );
  }
  const retryPolicy = attributes.retryPolicy && fillRetryPolicy(attributes.retryPolicy);
  const complaint = retryPolicy && complaintAboutRetryPolicy(retryPolicy);
  if (complaint !== undefined) throw new CommandFailure(bad, complaint);

  const runMs = effectiveRunMs(
    msOf(attributes.workflowRunTimeout) || msOf(started.workflowRunTimeout),
    msOf(started.workflowExecutionTimeout),
  );
  const taskMs = effectiveTaskMs(msOf(attributes.workflowTaskTimeout) || msOf(started.workflowTaskTimeout), runMs);
  const shared = {
    workflowType,
    taskQueue: { name: attributes.taskQueue?.name || started.taskQueue?.name || "", kind: TaskQueueKind.NORMAL },
    input,
    workflowRunTimeout: toDuration(runMs),
    workflowTaskTimeout: toDuration(taskMs),
    header,
    memo,
    searchAttributes,
  };
  const runId = randomUUID();
  change.record(
    "workflowExecutionContinuedAsNew",
    {
      ...shared,
      newExecutionRunId: runId,
      workflowTaskCompletedEventId,
      initiator: attributes.initiator,
      failure,
      lastCompletionResult,
      backoffStartInterval,
    },
    context.facts,
  );
  closeRun(change, WorkflowExecutionStatus.CONTINUED_AS_NEW, runId);
  succeed(transaction, change, {
    runId,
    initiator: attributes.initiator || ContinueAsNewInitiator.WORKFLOW,
    backoffMs: msOf(backoffStartInterval),
    failure,
    lastCompletionResult,
    attributes: { ...shared, retryPolicy, cronSchedule: attributes.cronSchedule },
  });
};
