import type { Change } from "./change.ts";
import type { UserTimer } from "./run-state.ts";
import { needWorkflowTask } from "./workflow-task.ts";

export function fireTimer(change: Change, { timerId, startedEventId }: UserTimer): void {
  change.state.timers.delete(timerId);
  change.record("timerFired", { timerId, startedEventId: BigInt(startedEventId) });
  needWorkflowTask(change);
}

/** Whether there was anything to cancel: the timer runs, or its firing is not history yet and now never will be. */
export function dropTimer({ state }: Change, timerId: string): UserTimer | undefined {
  const timer = state.timers.get(timerId);
  if (timer !== undefined) {
    state.timers.delete(timerId);
    return timer;
  }
  for (const event of state.buffered) {
    const { attributes } = event;
    if (attributes.case !== "timerFiredEventAttributes" || attributes.value.timerId !== timerId) continue;
    state.buffered = state.buffered.filter((other) => other !== event);
    return { timerId, startedEventId: Number(attributes.value.startedEventId), dueMs: 0 };
  }
  return undefined;
}
