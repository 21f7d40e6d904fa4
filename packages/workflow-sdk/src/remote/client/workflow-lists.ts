import { workflowservice } from "@millrace/protocol/temporal";
import type { CheckedListOptions, CountResult } from "../../list-options.ts";
import type { WorkflowExecutionInfo } from "../../workflow-execution.ts";
import { executionInfoOf } from "../../wire/describe-workflow.ts";
import type { ClientCore } from "./core.ts";
import { allPages, countResultOf } from "./pages.ts";

const { listWorkflowExecutions, countWorkflowExecutions } = workflowservice.WorkflowService.method;

export function listWorkflows(
  { connection, namespace, dataConverter }: ClientCore,
  { query, pageSize, signal }: CheckedListOptions,
): AsyncGenerator<WorkflowExecutionInfo, void> {
  return allPages(async (nextPageToken) => {
    const request = { namespace, query, pageSize, nextPageToken };
    const response = await connection.call(listWorkflowExecutions, request, { signal });
    const infos = response.executions.map((info) => executionInfoOf(info, namespace, dataConverter));
    return { entries: await Promise.all(infos), nextPageToken: response.nextPageToken };
  });
}

export async function countWorkflows({ connection, namespace }: ClientCore, query: string): Promise<CountResult> {
  return countResultOf(await connection.call(countWorkflowExecutions, { namespace, query }));
}
