import type { enums } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";

export type CloseStatus = Exclude<enums.WorkflowExecutionStatus, typeof enums.WorkflowExecutionStatus.RUNNING>;

/** What is left to do once the event that closes the run is written. What it waited for stays, to be looked at. */
export function closeRun(change: Change, status: CloseStatus, successorRunId: string = ""): void {
  const { state, nowMs } = change;
  state.status = status;
  state.closedMs = nowMs;
  state.successorRunId = successorRunId;
  state.sticky = undefined;
  state.firstTaskMs = 0;
  // What comes too late for a closed run is no history.
  state.buffered = [];
  change.listed = true;
  change.effects.push({ kind: "closed" });
}
