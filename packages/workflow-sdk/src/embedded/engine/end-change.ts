import { enums } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";
import { sizeOf } from "./history-log.ts";
import { terminate } from "./terminate.ts";
import { failStartedTask, scheduleWorkflowTask } from "./workflow-task.ts";

/** The last word of every transition: buffered events become history where they may, and limits are kept. */
export function endChange(change: Change): void {
  limitBuffer(change);
  if (!change.isTaskStarted) change.flush();
  limitHistory(change);
}

/** A worker that is too slow for what happens loses its task. */
function limitBuffer(change: Change): void {
  const { state, settings } = change;
  const { bufferedEvents, bufferedBytes } = settings.limits;
  if (!change.isTaskStarted || state.buffered.length === 0) return;
  if (state.buffered.length <= bufferedEvents && sizeOf(state.buffered) <= bufferedBytes) return;
  failStartedTask(change, enums.WorkflowTaskFailedCause.FORCE_CLOSE_COMMAND);
  scheduleWorkflowTask(change);
}

function limitHistory(change: Change): void {
  const { state, run, settings } = change;
  const { historyEvents, historyBytes } = settings.limits;
  if (!change.isOpen) return;
  const tooMany = state.nextEventId > historyEvents;
  const tooLarge = run.history.sizeBytes > historyBytes;
  if (!tooMany && !tooLarge) return;
  const reason = tooMany ? "Workflow history count exceeds limit." : "Workflow history size exceeds limit.";
  terminate(change, { reason, details: undefined, identity: "history-service", links: [] });
}
