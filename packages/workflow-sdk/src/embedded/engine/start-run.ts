import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { enums, history, type common } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";
import { Run, type RunIdentity } from "./run.ts";
import type { RunState } from "./run-state.ts";
import { msOf, toDuration, toTimestamp } from "./time.ts";
import type { Transaction } from "./transaction.ts";
import { scheduleWorkflowTask } from "./workflow-task.ts";

export interface RunStart {
  readonly identity: RunIdentity;
  /** What its first event says, but for what follows from the rest. */
  readonly attributes: MessageInitShape<typeof history.WorkflowExecutionStartedEventAttributesSchema>;
  readonly requestId: string;
  /** How long the first task has to wait. */
  readonly backoffMs: number;
  /** When the chain of runs has to be over; `undefined` for the first run of a chain. */
  readonly chainExpiresMs: number | undefined;
  readonly userMetadata: history.HistoryEvent["userMetadata"];
  readonly links: common.Link[];
}

/** A run with its first event; the caller schedules its first task by {@link scheduleFirstTask}. */
export function startRun(transaction: Transaction, start: RunStart): Change {
  const { identity, attributes, backoffMs, userMetadata, links } = start;
  const { nowMs } = transaction;
  const started = create(history.WorkflowExecutionStartedEventAttributesSchema, attributes);
  const chainMs = msOf(started.workflowExecutionTimeout);
  const runMs = msOf(started.workflowRunTimeout);
  const firstTaskMs = nowMs + backoffMs;
  const chainExpiresMs = start.chainExpiresMs ?? (chainMs === 0 ? Infinity : firstTaskMs + chainMs);
  const expiresMs = Math.min(runMs === 0 ? Infinity : firstTaskMs + runMs, chainExpiresMs);
  if (chainExpiresMs < Infinity) started.workflowExecutionExpirationTime = toTimestamp(chainExpiresMs);
  started.firstWorkflowTaskBackoff = toDuration(backoffMs);
  started.workflowId = identity.workflowId;
  started.originalExecutionRunId = identity.runId;
  if (started.firstExecutionRunId === "") started.firstExecutionRunId = identity.runId;
  if (started.attempt === 0) started.attempt = 1;

  const facts = {
    ...identity,
    started,
    startRequestId: start.requestId,
    startedMs: nowMs,
    expiresMs,
    chainExpiresMs,
    userMetadata,
  };
  const state = newState(started, backoffMs === 0 ? 0 : firstTaskMs);
  const change = transaction.create(new Run(facts, state));
  const event = change.record("workflowExecutionStarted", started, { userMetadata, links });
  change.remember(start.requestId, event);
  change.listed = true;
  return change;
}

/** Now, or when the wait for it is over: then by the timer of the run. */
export function scheduleFirstTask(change: Change): void {
  const { state } = change;
  if (state.firstTaskMs === 0) scheduleWorkflowTask(change);
}

const newState = (
  { memo, searchAttributes, prevAutoResetPoints }: history.WorkflowExecutionStartedEventAttributes,
  firstTaskMs: number,
): RunState => ({
  status: enums.WorkflowExecutionStatus.RUNNING,
  closedMs: 0,
  nextEventId: 1,
  workflowTask: undefined,
  workflowTaskAttempt: 1,
  sticky: undefined,
  lastCompletedStartedId: 0,
  firstTaskMs,
  cancelRequested: false,
  cancelRequestId: "",
  memo: { ...memo?.fields },
  searchAttributes: { ...searchAttributes?.indexedFields },
  resetPoints: prevAutoResetPoints?.points ?? [],
  signalCount: 0,
  transitions: 0,
  buffered: [],
  activities: new Map(),
  timers: new Map(),
  children: new Map(),
  signals: new Map(),
  cancels: new Map(),
  successorRunId: "",
});
