import type { Priority } from "../priority.ts";
import type { TypedSearchAttributes } from "../search-attributes.ts";
import type { WorkflowExecution, WorkflowExecutionInfo as CoreInfo, WorkflowStatus } from "../workflow-execution.ts";
import { defined } from "./defined.ts";
import { untypedSearchAttributes, type SearchAttributes } from "./search-attributes.ts";

export type WorkflowExecutionStatusName = Exclude<WorkflowStatus, "CANCELED"> | "CANCELLED" | "UNKNOWN";

/** What is known of a run. The server's own message is not part of it. */
export interface WorkflowExecutionInfo {
  readonly type: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly taskQueue: string;
  /** The name, and its number in Temporal's messages; 0 for one that a newer server names. */
  readonly status: { readonly code: number; readonly name: WorkflowExecutionStatusName };
  readonly historyLength: number;
  /** Bytes. */
  readonly historySize?: number;
  readonly startTime: Date;
  readonly executionTime?: Date;
  readonly closeTime?: Date;
  readonly memo?: Readonly<Record<string, unknown>>;
  readonly searchAttributes: SearchAttributes;
  readonly typedSearchAttributes: TypedSearchAttributes;
  readonly parentExecution?: { readonly workflowId: string; readonly runId: string };
  readonly rootExecution?: { readonly workflowId: string; readonly runId: string };
  readonly priority?: Priority;
}

export interface WorkflowExecutionDescription extends WorkflowExecutionInfo {
  readonly staticDetails: () => Promise<string | undefined>;
  readonly staticSummary: () => Promise<string | undefined>;
}

/** In the order of their numbers, from 1. */
const statuses: readonly WorkflowStatus[] = [
  "RUNNING",
  "COMPLETED",
  "FAILED",
  "CANCELED",
  "TERMINATED",
  "CONTINUED_AS_NEW",
  "TIMED_OUT",
  "PAUSED",
];

export function officialWorkflowInfo(info: CoreInfo): WorkflowExecutionInfo {
  const { workflowId, runId, taskQueue, status, historyLength, startTime } = info;
  return {
    type: info.workflowType,
    workflowId,
    runId,
    taskQueue,
    status: {
      code: status === "UNKNOWN" ? 0 : statuses.indexOf(status) + 1,
      name: status === "CANCELED" ? "CANCELLED" : status,
    },
    historyLength,
    historySize: info.historySizeBytes,
    startTime,
    searchAttributes: untypedSearchAttributes(info.searchAttributes),
    typedSearchAttributes: info.searchAttributes,
    memo: info.memo,
    ...defined({
      executionTime: info.executionTime,
      closeTime: info.closeTime,
      parentExecution: info.parent,
      rootExecution: info.root,
      priority: info.priority,
    }),
  };
}

export function officialWorkflowDescription(described: WorkflowExecution): WorkflowExecutionDescription {
  return {
    ...officialWorkflowInfo(described),
    staticDetails: async () => described.details,
    staticSummary: async () => described.summary,
  };
}
