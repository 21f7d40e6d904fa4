import type { MillraceCommand } from "@millrace/tooling-cli";
import type { WorkflowExecutionInfo } from "../workflow-execution.ts";
import { clientOptions, connectClient } from "./client-options.ts";

export function addListVerb(command: MillraceCommand): void {
  command.verb({
    name: "list",
    summary: "List workflows",
    options: {
      ...clientOptions,
      query: { type: "string", short: "q", value: "condition", summary: "Which, in Temporal's query language" },
      limit: { type: "number", value: "number", summary: "At most so many", default: 100 },
    },
    examples: [`millrace-workflow list --query "WorkflowType = 'Greet' AND ExecutionStatus = 'Running'"`],
    run: async ({ options: { query, limit, ...options }, signal, printTable }) => {
      await using client = await connectClient(options);
      const found: WorkflowExecutionInfo[] = [];
      const pageSize = Math.min(Math.max(limit, 1), 1000);
      for await (const one of client.listWorkflows({ pageSize, signal, ...(query === undefined ? {} : { query }) })) {
        if (found.length >= limit) break;
        found.push(one);
      }
      printTable({
        columns: [
          { label: "status" },
          { label: "workflow" },
          { label: "type" },
          { label: "started" },
          { label: "run" },
        ],
        rows: found.map((one) => [
          one.status,
          one.workflowId,
          one.workflowType,
          one.startTime.toISOString(),
          one.runId,
        ]),
      });
      return {
        json: found.map(({ workflowId, runId, workflowType, status, taskQueue, startTime, closeTime }) => ({
          workflowId,
          runId,
          workflowType,
          status,
          taskQueue,
          startTime,
          closeTime,
        })),
      };
    },
  });
}
