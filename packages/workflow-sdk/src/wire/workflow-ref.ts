import type { common } from "@millrace/protocol/temporal";

export function wireExecution(workflowId: string, runId: string | undefined): common.WorkflowExecution {
  return { $typeName: "temporal.api.common.v1.WorkflowExecution", workflowId, runId: runId ?? "" };
}

/** Absent where the message says nothing. */
export function executionOf(
  execution: common.WorkflowExecution | undefined,
): { readonly workflowId: string; readonly runId: string } | undefined {
  if (execution === undefined || execution.workflowId === "") return undefined;
  return { workflowId: execution.workflowId, runId: execution.runId };
}
