import { create } from "@bufbuild/protobuf";
import { enums, history } from "@millrace/protocol/temporal";
import { complaintAboutRetryPolicy, fillRetryPolicy } from "../../retry.ts";
import { parseCron } from "../cron.ts";
import { sizeOfPayloadMap, sizeOfPayloads } from "../sizes.ts";
import { msOf, toDuration } from "../time.ts";
import { effectiveRunMs, effectiveTaskMs } from "../timeouts.ts";
import { checkBytes, checkNamespace, checkText, orFail, type CommandHandler } from "./command-context.ts";
import { CommandFailure } from "./command-failure.ts";

const { ParentClosePolicy, TaskQueueKind, WorkflowIdReusePolicy, WorkflowTaskFailedCause } = enums;
const bad = WorkflowTaskFailedCause.BAD_START_CHILD_EXECUTION_ATTRIBUTES;
const command = "StartChildWorkflowExecutionCommand";

const missing = (field: string, rest: string): CommandFailure =>
  new CommandFailure(bad, `Required field ${field} is not set on ${command}. ${rest}`);

export const startChild: CommandHandler<"startChildWorkflowExecutionCommandAttributes"> = (context, attributes) => {
  const { transaction, change, workflowTaskCompletedEventId, facts } = context;
  const { state, settings } = change;
  const { workflowId, workflowType, input, memo, searchAttributes, cronSchedule, workflowExecutionTimeout } =
    attributes;
  checkNamespace(attributes.namespace, bad, context);
  const where = `Namespace=${change.facts.namespace}`;
  if (workflowId === "") throw missing("WorkflowId", `WorkflowType=${workflowType?.name ?? ""} ${where}`);
  if (workflowType === undefined || workflowType.name === "")
    throw missing("WorkflowType", `WorkflowId=${workflowId} ${where}`);
  checkText(workflowId, "WorkflowId", command, bad, context);
  checkText(workflowType.name, "WorkflowType", command, bad, context);
  if (cronSchedule !== "" && parseCron(cronSchedule) === undefined)
    throw new CommandFailure(bad, "invalid CronSchedule.");
  const retryPolicy = attributes.retryPolicy && fillRetryPolicy(attributes.retryPolicy);
  const complaint = retryPolicy && complaintAboutRetryPolicy(retryPolicy);
  if (complaint !== undefined) throw new CommandFailure(bad, complaint);
  if (searchAttributes !== undefined) {
    orFail(WorkflowTaskFailedCause.BAD_SEARCH_ATTRIBUTES, () =>
      transaction.rules.checkSearchAttributes(change.facts.namespace, searchAttributes.indexedFields),
    );
  }
  checkBytes(sizeOfPayloads(input), "StartChildWorkflowExecutionCommandAttributes. Input", bad, context);
  checkBytes(sizeOfPayloadMap(memo?.fields), "StartChildWorkflowExecutionCommandAttributes.Memo", bad, context);
  if (state.children.size >= settings.limits.pendingChildren) {
    throw new CommandFailure(
      WorkflowTaskFailedCause.PENDING_CHILD_WORKFLOWS_LIMIT_EXCEEDED,
      `the number of pending child workflow executions, ${state.children.size}, has reached the per-workflow limit of ${settings.limits.pendingChildren}`,
    );
  }
  const runMs = effectiveRunMs(msOf(attributes.workflowRunTimeout), msOf(workflowExecutionTimeout));
  const taskMs = effectiveTaskMs(msOf(attributes.workflowTaskTimeout) || settings.workflowTaskTimeoutMs, runMs);
  const initiated = create(history.StartChildWorkflowExecutionInitiatedEventAttributesSchema, {
    namespace: change.facts.namespace,
    namespaceId: change.facts.namespaceId,
    workflowId,
    workflowType,
    taskQueue: {
      name: attributes.taskQueue?.name || change.facts.started.taskQueue?.name || "",
      kind: TaskQueueKind.NORMAL,
    },
    input,
    workflowExecutionTimeout,
    workflowRunTimeout: toDuration(runMs),
    workflowTaskTimeout: toDuration(taskMs),
    parentClosePolicy: attributes.parentClosePolicy || ParentClosePolicy.TERMINATE,
    control: attributes.control,
    workflowTaskCompletedEventId,
    workflowIdReusePolicy: attributes.workflowIdReusePolicy || WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    retryPolicy,
    cronSchedule,
    header: attributes.header,
    memo: Object.keys(memo?.fields ?? {}).length === 0 ? undefined : memo,
    searchAttributes,
    inheritBuildId: attributes.inheritBuildId,
    priority: attributes.priority,
  });
  const event = change.record("startChildWorkflowExecutionInitiated", initiated, facts);
  const initiatedEventId = Number(event.eventId);
  state.children.set(initiatedEventId, {
    initiatedEventId,
    initiated,
    startedEventId: 0,
    runId: "",
    requestId: `${change.run.runId}:${initiatedEventId}:0`,
  });
  context.startedChildren.add(workflowId);
  change.effects.push({ kind: "start-child", initiatedEventId });
};
