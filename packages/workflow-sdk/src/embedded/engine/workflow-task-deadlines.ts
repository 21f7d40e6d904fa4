import { enums } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";
import type { WorkflowTask } from "./run-state.ts";
import { dropWorkflowTask, scheduleWorkflowTask } from "./workflow-task.ts";

const { START_TO_CLOSE, SCHEDULE_TO_START } = enums.TimeoutType;

/** When the worker that has it, or should fetch it, is too late. */
export function taskDeadlineMs({ startedEventId, startedMs, timeoutMs, queue, scheduledMs }: WorkflowTask): number {
  if (startedEventId > 0) return startedMs + timeoutMs;
  return queue.scheduleToStartMs > 0 ? scheduledMs + queue.scheduleToStartMs : Infinity;
}

export function timeOutWorkflowTask(change: Change, task: WorkflowTask): void {
  const isStarted = task.startedEventId > 0;
  if (task.attempt === 1) {
    change.record("workflowTaskTimedOut", {
      scheduledEventId: BigInt(task.scheduledEventId),
      startedEventId: BigInt(task.startedEventId),
      timeoutType: isStarted ? START_TO_CLOSE : SCHEDULE_TO_START,
    });
  }
  dropWorkflowTask(change, isStarted);
  scheduleWorkflowTask(change);
}
