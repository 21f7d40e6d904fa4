import type { common } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import type { Run } from "../engine/run.ts";

export interface ExternalTarget {
  readonly namespaceId: string;
  readonly workflowExecution?: common.WorkflowExecution | undefined;
  readonly childWorkflowOnly: boolean;
}

/** The run that another one means; not itself, and only its child if it says so. */
export function externalTarget(core: ServerCore, from: Run, target: ExternalTarget): Run | undefined {
  const { namespaceId, workflowExecution, childWorkflowOnly } = target;
  const run = workflowExecution && core.runs.find(namespaceId, workflowExecution);
  if (run === undefined || run.workflowId === from.workflowId) return undefined;
  const parent = run.facts.started.parentWorkflowExecution;
  const isChild = parent?.workflowId === from.workflowId && parent.runId === from.runId;
  return childWorkflowOnly && !isChild ? undefined : run;
}
