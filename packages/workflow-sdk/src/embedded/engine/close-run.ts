import type { enums } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";

export type CloseStatus = Exclude<enums.WorkflowExecutionStatus, typeof enums.WorkflowExecutionStatus.RUNNING>;

/** What is left to do once the event that closes the run is written. */
export function closeRun(change: Change, status: CloseStatus, successorRunId: string = ""): void {
  const { state, nowMs } = change;
  state.status = status;
  state.closedMs = nowMs;
  state.successorRunId = successorRunId;
  state.workflowTask = undefined;
  state.sticky = undefined;
  state.firstTaskMs = 0;
  // What comes too late for a closed run is no history.
  state.buffered = [];
  state.activities.clear();
  state.timers.clear();
  state.signals.clear();
  state.cancels.clear();
  change.listed = true;
  change.effects.push({ kind: "closed" });
}
