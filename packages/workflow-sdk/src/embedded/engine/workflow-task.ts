import { enums, type common } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";
import type { WorkflowQueueName, WorkflowTask } from "./run-state.ts";
import { msOf } from "./time.ts";
import { scheduledAttributes, startedAttributes } from "./workflow-task-events.ts";

export interface ScheduleOptions {
  /** Whoever schedules it starts it at once: it goes to no queue. */
  readonly bypassQueue?: boolean;
  /** When the worker began to say that it needs more time. */
  readonly originalScheduledMs?: number;
}

export interface Starter {
  readonly requestId: string;
  readonly identity: string;
  /** What built the worker, if it says so. */
  readonly workerVersion?: common.WorkerVersionStamp | undefined;
}

/** Up to this attempt a task has the timeout that it was given; then it grows. */
const patientAttempts = 3;
const firstPatienceMs = 5000;
const longestPatienceMs = 600_000;

/** Makes sure that a worker will look at the run. */
export function needWorkflowTask(change: Change): void {
  const { state } = change;
  if (state.workflowTask === undefined && state.firstTaskMs === 0) scheduleWorkflowTask(change);
}

/** Writes the scheduled event, unless the task before failed: then both events are written when it succeeds. */
export function scheduleWorkflowTask(change: Change, options: ScheduleOptions = {}): WorkflowTask {
  const { state, nowMs } = change;
  if (state.buffered.length > 0) {
    state.workflowTaskAttempt = 1;
    change.flush();
  }
  const attempt = state.workflowTaskAttempt;
  const task: WorkflowTask = {
    scheduledEventId: state.nextEventId,
    startedEventId: 0,
    attempt,
    queue: currentQueue(change),
    requestId: "",
    identity: "",
    workerVersion: undefined,
    scheduledMs: nowMs,
    originalScheduledMs: options.originalScheduledMs ?? nowMs,
    startedMs: 0,
    timeoutMs: timeoutOf(change, attempt),
    suggestReasons: [],
    historySizeBytes: 0,
  };
  if (attempt === 1) recordScheduled(change, task);
  state.workflowTask = task;
  if (options.bypassQueue !== true) change.effects.push({ kind: "workflow-task" });
  return task;
}

/** A worker has the task now. */
export function startWorkflowTask(change: Change, { requestId, identity, workerVersion }: Starter): WorkflowTask {
  const { state, nowMs } = change;
  let task = pendingTask(change);
  if (task.attempt > 1 && task.scheduledEventId !== state.nextEventId) {
    // Something happened since it was scheduled: there is progress, so it is a task like any other.
    task = { ...task, attempt: 1, scheduledEventId: state.nextEventId };
    state.workflowTaskAttempt = 1;
    recordScheduled(change, task);
  }
  task = {
    ...task,
    requestId,
    identity,
    workerVersion,
    startedMs: nowMs,
    startedEventId: task.scheduledEventId + 1,
    suggestReasons: reasonsToContinueAsNew(change),
    historySizeBytes: change.run.history.sizeBytes,
  };
  // Something may have happened since it was scheduled.
  if (task.attempt === 1) task = { ...task, startedEventId: recordStarted(change, task) };
  state.workflowTask = task;
  return task;
}

/** Ends the task that a worker has, without success: the next one is scheduled by the caller. */
export function dropWorkflowTask(change: Change, countsAsAttempt: boolean): void {
  const { state } = change;
  // A worker that had the run in its cache may have lost it: then another worker tries before the attempt counts.
  const counts = countsAsAttempt && state.sticky === undefined;
  state.sticky = undefined;
  state.workflowTaskAttempt = counts ? state.workflowTaskAttempt + 1 : 1;
  state.workflowTask = undefined;
}

/** Writes what a transient task has not written yet, now that it came to something; gives its ids. */
export function materialise(change: Change, task: WorkflowTask, identity: string): WorkflowTask {
  if (task.attempt === 1) return task;
  const scheduledEventId = change.state.nextEventId;
  const written = { ...task, identity, scheduledEventId, startedEventId: scheduledEventId + 1 };
  recordScheduled(change, written);
  recordStarted(change, written);
  return written;
}

function pendingTask(change: Change): WorkflowTask {
  const task = change.state.workflowTask;
  if (task === undefined) throw new Error(`run ${change.run.runId} has no workflow task`);
  return task;
}

const currentQueue = (change: Change): WorkflowQueueName =>
  change.state.sticky ?? { name: normalQueue(change), sticky: false, scheduleToStartMs: 0 };

function timeoutOf({ facts }: Change, attempt: number): number {
  const givenMs = msOf(facts.started.workflowTaskTimeout);
  const late = attempt - patientAttempts;
  return late <= 0 ? givenMs : givenMs + Math.min(firstPatienceMs * 2 ** (late - 1), longestPatienceMs);
}

function reasonsToContinueAsNew({ state, run, settings }: Change): enums.SuggestContinueAsNewReason[] {
  const { suggestedHistoryBytes, suggestedHistoryEvents } = settings.limits;
  const { HISTORY_SIZE_TOO_LARGE, TOO_MANY_HISTORY_EVENTS } = enums.SuggestContinueAsNewReason;
  return [
    ...(run.history.sizeBytes >= suggestedHistoryBytes ? [HISTORY_SIZE_TOO_LARGE] : []),
    ...(state.nextEventId >= suggestedHistoryEvents ? [TOO_MANY_HISTORY_EVENTS] : []),
  ];
}

const normalQueue = ({ facts }: Change): string => facts.started.taskQueue?.name ?? "";

const recordScheduled = (change: Change, task: WorkflowTask): void =>
  void change.record("workflowTaskScheduled", scheduledAttributes(task, normalQueue(change)), {
    timeMs: task.scheduledMs,
  });

const recordStarted = (change: Change, task: WorkflowTask): number =>
  Number(change.record("workflowTaskStarted", startedAttributes(task), { timeMs: task.startedMs }).eventId);

/** The server takes the task away from its worker. Tasks that have no events yet get none for it. */
export function failStartedTask(change: Change, cause: enums.WorkflowTaskFailedCause): void {
  const task = pendingTask(change);
  if (task.attempt === 1) {
    change.record("workflowTaskFailed", {
      scheduledEventId: BigInt(task.scheduledEventId),
      startedEventId: BigInt(task.startedEventId),
      cause,
      identity: "history-service",
    });
  }
  dropWorkflowTask(change, true);
  change.flush();
}
