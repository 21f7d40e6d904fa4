import { randomUUID } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { enums, history } from "@millrace/protocol/temporal";
import { sizeOfPayloads } from "../sizes.ts";
import { checkBytes, checkNamespace, checkText, type CommandHandler } from "./command-context.ts";
import { CommandFailure } from "./command-failure.ts";

const { WorkflowTaskFailedCause } = enums;

export const signalExternal: CommandHandler<"signalExternalWorkflowExecutionCommandAttributes"> = (
  context,
  attributes,
) => {
  const { change, workflowTaskCompletedEventId, facts } = context;
  const { state, settings } = change;
  const { execution, signalName, input, control, childWorkflowOnly, header } = attributes;
  const bad = WorkflowTaskFailedCause.BAD_SIGNAL_WORKFLOW_EXECUTION_ATTRIBUTES;
  checkNamespace(attributes.namespace, bad, context);
  if (execution === undefined) {
    throw new CommandFailure(bad, "Execution is not set on SignalExternalWorkflowExecutionCommand.");
  }
  checkText(execution.workflowId, "WorkflowId", "SignalExternalWorkflowExecutionCommand", bad, context);
  if (signalName === "") {
    throw new CommandFailure(bad, "SignalName is not set on SignalExternalWorkflowExecutionCommand.");
  }
  checkBytes(sizeOfPayloads(input), "SignalExternalWorkflowExecutionCommandAttributes.Input", bad, context);
  if (state.signals.size >= settings.limits.pendingSignals) {
    throw new CommandFailure(
      WorkflowTaskFailedCause.PENDING_SIGNALS_LIMIT_EXCEEDED,
      `the number of pending signals to external workflows, ${state.signals.size}, has reached the per-workflow limit of ${settings.limits.pendingSignals}`,
    );
  }
  const initiated = create(history.SignalExternalWorkflowExecutionInitiatedEventAttributesSchema, {
    workflowTaskCompletedEventId,
    namespace: attributes.namespace,
    namespaceId: change.facts.namespaceId,
    workflowExecution: execution,
    signalName,
    input,
    control,
    childWorkflowOnly,
    header,
  });
  const event = change.record("signalExternalWorkflowExecutionInitiated", initiated, facts);
  const initiatedEventId = Number(event.eventId);
  state.signals.set(initiatedEventId, { initiatedEventId, initiated, requestId: randomUUID() });
  change.effects.push({ kind: "signal-external", initiatedEventId });
};

export const requestCancelExternal: CommandHandler<"requestCancelExternalWorkflowExecutionCommandAttributes"> = (
  context,
  { namespace, workflowId, runId, control, childWorkflowOnly, reason },
) => {
  const { change, workflowTaskCompletedEventId, facts, startedChildren } = context;
  const { state, settings } = change;
  const bad = WorkflowTaskFailedCause.BAD_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_ATTRIBUTES;
  checkNamespace(namespace, bad, context);
  checkText(workflowId, "WorkflowId", "RequestCancelExternalWorkflowExecutionCommand", bad, context);
  if (startedChildren.has(workflowId)) {
    throw new CommandFailure(
      bad,
      `Start and RequestCancel for child workflow is not allowed in same workflow task. WorkflowId=${workflowId} RunId=${runId} Namespace=${namespace}`,
    );
  }
  if (state.cancels.size >= settings.limits.pendingCancels) {
    throw new CommandFailure(
      WorkflowTaskFailedCause.PENDING_REQUEST_CANCEL_LIMIT_EXCEEDED,
      `the number of pending requests to cancel external workflows, ${state.cancels.size}, has reached the per-workflow limit of ${settings.limits.pendingCancels}`,
    );
  }
  const initiated = create(history.RequestCancelExternalWorkflowExecutionInitiatedEventAttributesSchema, {
    workflowTaskCompletedEventId,
    namespace,
    namespaceId: change.facts.namespaceId,
    workflowExecution: { workflowId, runId },
    control,
    childWorkflowOnly,
    reason,
  });
  const event = change.record("requestCancelExternalWorkflowExecutionInitiated", initiated, facts);
  const initiatedEventId = Number(event.eventId);
  state.cancels.set(initiatedEventId, { initiatedEventId, initiated, requestId: randomUUID() });
  change.effects.push({ kind: "cancel-external", initiatedEventId });
};
