import type { common, enums, failure, history, workflow } from "@millrace/protocol/temporal";

/** The one workflow task that a run may have. */
export interface WorkflowTask {
  readonly scheduledEventId: number;
  /** 0 until a worker has it. */
  readonly startedEventId: number;
  /** From 2 on the task has no events until it succeeds: else a workflow that cannot run would fill its history. */
  readonly attempt: number;
  readonly queue: WorkflowQueueName;
  readonly requestId: string;
  readonly identity: string;
  readonly workerVersion: common.WorkerVersionStamp | undefined;
  readonly scheduledMs: number;
  /** Tasks that only say "I am still at it" keep that of the first. */
  readonly originalScheduledMs: number;
  readonly startedMs: number;
  readonly timeoutMs: number;
  readonly suggestReasons: readonly enums.SuggestContinueAsNewReason[];
  readonly historySizeBytes: number;
}

/** A worker's own queue, or the one that all workers of the workflow poll. */
export interface WorkflowQueueName {
  readonly name: string;
  readonly sticky: boolean;
  /** How long a task may lie there. 0: for ever. */
  readonly scheduleToStartMs: number;
}

export interface PendingActivity {
  readonly scheduledEventId: number;
  readonly scheduled: history.ActivityTaskScheduledEventAttributes;
  readonly attempt: number;
  /** Of the first attempt. */
  readonly firstScheduledMs: number;
  /** When this attempt may begin; in the future while it waits for its retry. */
  readonly scheduledMs: number;
  /** Whether the attempt is in the queue of its workers, or was. */
  readonly isDispatched: boolean;
  readonly started: StartedActivity | undefined;
  /** Of the request to cancel it; 0 if there was none. */
  readonly cancelRequestedEventId: number;
  readonly heartbeat: Heartbeat | undefined;
  readonly lastFailure: failure.Failure | undefined;
  readonly lastIdentity: string;
  readonly lastCompletedMs: number;
}

export interface StartedActivity {
  readonly requestId: string;
  readonly identity: string;
  readonly atMs: number;
}

export interface Heartbeat {
  readonly atMs: number;
  readonly details: common.Payloads | undefined;
}

export interface UserTimer {
  readonly timerId: string;
  readonly startedEventId: number;
  readonly dueMs: number;
}

export interface PendingChild {
  readonly initiatedEventId: number;
  readonly initiated: history.StartChildWorkflowExecutionInitiatedEventAttributes;
  /** 0 until it runs; -1 while the event that says so is buffered. */
  readonly startedEventId: number;
  /** Of its first run; empty until it runs. */
  readonly runId: string;
  /** Makes the start one and the same, however often it is tried. */
  readonly requestId: string;
}

export interface PendingSignal {
  readonly initiatedEventId: number;
  readonly initiated: history.SignalExternalWorkflowExecutionInitiatedEventAttributes;
  readonly requestId: string;
}

export interface PendingCancel {
  readonly initiatedEventId: number;
  readonly initiated: history.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes;
  readonly requestId: string;
}

/** What a run remembers beside its history. Values are replaced, never written to, so that a copy of the maps is a copy. */
export interface RunState {
  status: enums.WorkflowExecutionStatus;
  closedMs: number;
  nextEventId: number;
  workflowTask: WorkflowTask | undefined;
  /** Of the next task. */
  workflowTaskAttempt: number;
  /** The queue of the worker that has the run in its cache. */
  sticky: WorkflowQueueName | undefined;
  /** The started event of the last task that was completed; workers know all before it. */
  lastCompletedStartedId: number;
  /** When the first task may be scheduled; 0 as soon as that is over. */
  firstTaskMs: number;
  cancelRequested: boolean;
  cancelRequestId: string;
  memo: Record<string, common.Payload>;
  searchAttributes: Record<string, common.Payload>;
  resetPoints: readonly workflow.ResetPointInfo[];
  signalCount: number;
  transitions: number;
  /** What happened while a worker has the task; not part of history yet. */
  buffered: readonly history.HistoryEvent[];
  activities: Map<number, PendingActivity>;
  timers: Map<string, UserTimer>;
  children: Map<number, PendingChild>;
  signals: Map<number, PendingSignal>;
  cancels: Map<number, PendingCancel>;
  /** The run that took over when this one closed. */
  successorRunId: string;
}

export const copyState = (state: RunState): RunState => ({
  ...state,
  activities: new Map(state.activities),
  timers: new Map(state.timers),
  children: new Map(state.children),
  signals: new Map(state.signals),
  cancels: new Map(state.cancels),
});

export type RequestIdInfo = Pick<workflow.RequestIdInfo, "eventType" | "eventId" | "buffered">;
