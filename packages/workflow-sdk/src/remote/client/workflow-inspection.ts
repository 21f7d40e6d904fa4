import { enums, workflowservice, type history } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../../errors.ts";
import { intercepted, type WorkflowRef } from "../../interceptors.ts";
import type { WorkflowExecution } from "../../workflow-execution.ts";
import type { HistoryEventJson, WorkflowHistory } from "../../workflow-history.ts";
import { workflowExecutionOf } from "../../wire/describe-workflow.ts";
import { historyToJson } from "../../wire/history-json.ts";
import { wireExecution } from "../../wire/workflow-ref.ts";
import type { ClientCore } from "./core.ts";
import { aboutWorkflow } from "./workflow-calls.ts";

const { describeWorkflowExecution, getWorkflowExecutionHistory } = workflowservice.WorkflowService.method;

export function describeWorkflow(core: ClientCore, given: WorkflowRef): Promise<WorkflowExecution> {
  const describe = async (input: WorkflowRef): Promise<WorkflowExecution> => {
    const request = { namespace: core.namespace, execution: wireExecution(input.workflowId, input.runId) };
    const response = await core.connection.call(describeWorkflowExecution, request, aboutWorkflow(input));
    const info = response.workflowExecutionInfo;
    if (info !== undefined) return workflowExecutionOf(response, info, core.namespace, core.dataConverter);
    const message = `the server described workflow '${input.workflowId}' by nothing`;
    throw new WorkflowSdkError("WORKFLOW_UNEXPECTED_ANSWER", message);
  };
  return intercepted(core.interceptors, "describeWorkflow", describe)(given);
}

/** The history as it is now, in one piece. */
export async function fetchHistory(core: ClientCore, ref: WorkflowRef): Promise<WorkflowHistory> {
  const events: history.HistoryEvent[] = [];
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const response = await core.connection.call(
      getWorkflowExecutionHistory,
      {
        namespace: core.namespace,
        execution: wireExecution(ref.workflowId, ref.runId),
        historyEventFilterType: enums.HistoryEventFilterType.ALL_EVENT,
        nextPageToken,
      },
      aboutWorkflow(ref),
    );
    events.push(...(response.history?.events ?? []));
    nextPageToken = response.nextPageToken;
  } while (nextPageToken.length > 0);
  const json = historyToJson(events);
  return { workflowId: ref.workflowId, events: json.events as unknown as readonly HistoryEventJson[] };
}
