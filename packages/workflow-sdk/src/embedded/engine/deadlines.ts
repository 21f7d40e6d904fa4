import { nextActivityDeadline, passActivityDeadline } from "./activity-deadlines.ts";
import type { Change } from "./change.ts";
import type { Run, RunFacts } from "./run.ts";
import { timeOutRun } from "./run-timeout.ts";
import type { RunState } from "./run-state.ts";
import type { Transaction } from "./transaction.ts";
import { fireTimer } from "./user-timers.ts";
import { scheduleWorkflowTask } from "./workflow-task.ts";
import { taskDeadlineMs, timeOutWorkflowTask } from "./workflow-task-deadlines.ts";

interface Deadline {
  readonly dueMs: number;
  /** Of the event that it goes back to; decides between those of the same time. */
  readonly eventId: number;
  readonly pass: (change: Change, transaction: Transaction) => void;
}

/** When something happens to the run though nobody does anything; `Infinity` for never. */
export function nextDeadlineMs({ facts, state }: Run): number {
  if (state.closedMs !== 0) return Infinity;
  let nextMs = Infinity;
  for (const { dueMs } of deadlines(facts, state)) nextMs = Math.min(nextMs, dueMs);
  return nextMs;
}

/** Everything that is due, in the order of time. */
export function passDeadlines(transaction: Transaction, run: Run): void {
  const change = transaction.change(run);
  for (;;) {
    let next: Deadline | undefined;
    if (!change.isOpen) return;
    for (const deadline of deadlines(run.facts, change.state)) {
      if (deadline.dueMs <= transaction.nowMs && (next === undefined || isBefore(deadline, next))) next = deadline;
    }
    if (next === undefined) return;
    next.pass(change, transaction);
  }
}

const isBefore = (a: Deadline, b: Deadline): boolean =>
  a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.eventId < b.eventId);

function* deadlines(facts: RunFacts, state: RunState): Generator<Deadline> {
  const { workflowTask, firstTaskMs } = state;
  if (facts.expiresMs < Infinity) yield { dueMs: facts.expiresMs, eventId: 0, pass: timeOutRun };
  if (firstTaskMs > 0) yield { dueMs: firstTaskMs, eventId: 1, pass: endBackoff };
  if (workflowTask !== undefined) {
    const { scheduledEventId } = workflowTask;
    const pass = (change: Change): void => timeOutWorkflowTask(change, workflowTask);
    yield { dueMs: taskDeadlineMs(workflowTask), eventId: scheduledEventId, pass };
  }
  for (const timer of state.timers.values()) {
    yield { dueMs: timer.dueMs, eventId: timer.startedEventId, pass: (change) => fireTimer(change, timer) };
  }
  for (const activity of state.activities.values()) {
    const { dueMs } = nextActivityDeadline(activity);
    yield { dueMs, eventId: activity.scheduledEventId, pass: (change) => passActivityDeadline(change, activity) };
  }
}

function endBackoff(change: Change): void {
  change.state.firstTaskMs = 0;
  scheduleWorkflowTask(change);
}
