import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { workflowservice } from "@millrace/protocol/temporal";
import { executionStatuses } from "../visibility/record.ts";

type Filtered = Pick<
  workflowservice.ListClosedWorkflowExecutionsRequest | workflowservice.ListOpenWorkflowExecutionsRequest,
  "filters" | "startTimeFilter"
>;

/** The filters of the lists of old clients, in the language of the new ones. */
export function queryOf({ filters, startTimeFilter }: Filtered, state: string): string {
  const { earliestTime, latestTime } = startTimeFilter ?? {};
  const conditions = [
    state,
    ...filterOf(filters),
    ...(earliestTime === undefined ? [] : [`StartTime >= ${nanoseconds(earliestTime)}`]),
    ...(latestTime === undefined ? [] : [`StartTime <= ${nanoseconds(latestTime)}`]),
  ];
  return conditions.join(" AND ");
}

function filterOf(filters: Filtered["filters"]): readonly string[] {
  switch (filters.case) {
    case "executionFilter": {
      const { workflowId, runId } = filters.value;
      const byRun = runId === "" ? [] : [`RunId = ${quote(runId)}`];
      return workflowId === "" ? byRun : [`WorkflowId = ${quote(workflowId)}`, ...byRun];
    }
    case "typeFilter":
      return [`WorkflowType = ${quote(filters.value.name)}`];
    case "statusFilter":
      return [`ExecutionStatus = '${executionStatuses[filters.value.status - 1] ?? ""}'`];
    case undefined:
      return [];
  }
}

const nanoseconds = ({ seconds, nanos }: Timestamp): bigint => seconds * 1_000_000_000n + BigInt(nanos);

const quote = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
