import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import type { enums, workflow, workflowservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { toDuration, toTimestamp } from "../engine/time.ts";
import { requireNamespace } from "../request-checks.ts";
import { executionStatuses, type ExecutionKey, type VisibilityRecord } from "../visibility/record.ts";
import { queryOf } from "./legacy-filters.ts";

type Visibility = Pick<
  ServiceImpl<typeof workflowservice.WorkflowService>,
  | "listWorkflowExecutions"
  | "scanWorkflowExecutions"
  | "countWorkflowExecutions"
  | "listOpenWorkflowExecutions"
  | "listClosedWorkflowExecutions"
>;

interface PageRequest {
  readonly namespace: string;
  readonly query: string;
  readonly pageSize: number;
  readonly nextPageToken: Uint8Array;
}

interface PageResponse {
  readonly executions: MessageInitShape<typeof workflow.WorkflowExecutionInfoSchema>[];
  readonly nextPageToken: Uint8Array;
}

/** Lists and counts of workflows, also in the ways of old clients. */
export function visibilityService(core: ServerCore): Visibility {
  const list = ({ namespace, query, pageSize, nextPageToken }: PageRequest): PageResponse => {
    requireNamespace(core, namespace);
    const request = { kind: "workflow", namespace, query, pageSize, pageToken: nextPageToken } as const;
    const page = core.visibility.list(request);
    return { executions: page.records.map(toInfo), nextPageToken: page.nextPageToken };
  };
  return {
    listWorkflowExecutions: list,
    scanWorkflowExecutions: list,
    listOpenWorkflowExecutions: (request) =>
      list({ ...request, pageSize: request.maximumPageSize, query: queryOf(request, "ExecutionStatus = 'Running'") }),
    listClosedWorkflowExecutions: (request) =>
      list({ ...request, pageSize: request.maximumPageSize, query: queryOf(request, "ExecutionStatus != 'Running'") }),
    countWorkflowExecutions: ({ namespace, query }) => {
      requireNamespace(core, namespace);
      const { count, groups } = core.visibility.count({ kind: "workflow", namespace, query });
      return {
        count: BigInt(count),
        groups: groups.map((group) => ({ groupValues: [...group.values], count: BigInt(group.count) })),
      };
    },
  };
}

function toInfo(record: VisibilityRecord): MessageInitShape<typeof workflow.WorkflowExecutionInfoSchema> {
  const { closeTimeMs, executionTimeMs, root, parent } = record;
  const closed = closeTimeMs !== undefined;
  return {
    execution: executionOf(record),
    type: { name: record.type },
    status: (executionStatuses.indexOf(record.status) + 1) as enums.WorkflowExecutionStatus,
    startTime: toTimestamp(record.startTimeMs),
    executionTime: toTimestamp(executionTimeMs),
    taskQueue: record.taskQueue,
    searchAttributes: { indexedFields: { ...record.searchAttributes } },
    ...(record.memo === undefined ? {} : { memo: record.memo }),
    ...(parent === undefined ? {} : { parentExecution: executionOf(parent) }),
    ...(root === undefined ? {} : { rootExecution: executionOf(root) }),
    ...(closed
      ? {
          closeTime: toTimestamp(closeTimeMs),
          executionDuration: toDuration(closeTimeMs - executionTimeMs),
          historyLength: BigInt(record.historyLength),
          historySizeBytes: BigInt(record.historySizeBytes),
          stateTransitionCount: BigInt(record.stateTransitionCount),
        }
      : {}),
  };
}

const executionOf = ({ id, runId }: ExecutionKey): { workflowId: string; runId: string } => ({ workflowId: id, runId });
