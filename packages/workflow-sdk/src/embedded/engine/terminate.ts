import { enums, type common } from "@millrace/protocol/temporal";
import { jsonPayloads } from "../json-payload.ts";
import type { Change } from "./change.ts";
import { closeRun } from "./close-run.ts";
import { failStartedTask } from "./workflow-task.ts";

export interface Termination {
  readonly reason: string;
  readonly details: common.Payloads | undefined;
  readonly identity: string;
  readonly links: common.Link[];
}

/** Ends the run whatever its worker is doing. What was buffered becomes history first. */
export function terminate(change: Change, { reason, details, identity, links }: Termination): void {
  if (change.isTaskStarted) failStartedTask(change, enums.WorkflowTaskFailedCause.FORCE_CLOSE_COMMAND);
  change.flush();
  change.record("workflowExecutionTerminated", { reason, details, identity }, { links });
  closeRun(change, enums.WorkflowExecutionStatus.TERMINATED);
}

/** Makes room for another run of the same workflow. */
export function terminateForSuccessor(change: Change, runId: string): void {
  const reason = "TerminateIfRunning WorkflowIdReusePolicy";
  const details = jsonPayloads(`terminated by new runID: ${runId}`);
  terminate(change, { reason, details, identity: "history-service", links: [] });
}
