import { randomUUID } from "node:crypto";
import { enums, type taskqueue, type workflowservice } from "@millrace/protocol/temporal";
import { invalidArgument, notFound } from "../service-errors.ts";
import { startActivity } from "./activities.ts";
import { noteBuildId } from "./build-ids.ts";
import type { Change } from "./change.ts";
import { applyCommand } from "./commands/apply-command.ts";
import type { CommandContext } from "./commands/command-context.ts";
import { CommandFailure } from "./commands/command-failure.ts";
import { serverFailure } from "./failures.ts";
import { addResetPoint } from "./reset-points.ts";
import type { Run } from "./run.ts";
import type { PendingActivity, WorkflowQueueName, WorkflowTask } from "./run-state.ts";
import { msOf } from "./time.ts";
import { terminate } from "./terminate.ts";
import type { Transaction } from "./transaction.ts";
import { dropWorkflowTask, materialise, scheduleWorkflowTask, startWorkflowTask } from "./workflow-task.ts";
import { timeOutWorkflowTask } from "./workflow-task-deadlines.ts";

/** How long a worker may say that it is still at it. */
const heartbeatMs = 30 * 60_000;

export interface CompletedTask {
  /** Activities that the worker gets at once. */
  readonly activities: readonly PendingActivity[];
  /** The next task, if the worker gets it at once. */
  readonly next: WorkflowTask | undefined;
  /** What the worker is told though the transition is done. */
  readonly refusal: Error | undefined;
}

/** The worker has looked at the run and says what to do. All of it is done, or nothing, and then the task has failed. */
export function completeWorkflowTask(
  transaction: Transaction,
  run: Run,
  task: WorkflowTask,
  request: workflowservice.RespondWorkflowTaskCompletedRequest,
): CompletedTask {
  if (isTooLongAtIt(transaction, task, request)) return giveUpWaiting(transaction.change(run), task);
  try {
    return applyCompletion(transaction, run, task, request);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    // A worker that keeps sending the same gets no answer that it could use: its task times out, which slows it down.
    const keepsFailing = task.attempt > 1 && error.failedCause !== enums.WorkflowTaskFailedCause.UNHANDLED_COMMAND;
    if (keepsFailing) throw invalidArgument(error.message);
    transaction.reset();
    return failCompletion(transaction.change(run), task, request, error);
  }
}

function applyCompletion(
  transaction: Transaction,
  run: Run,
  task: WorkflowTask,
  request: workflowservice.RespondWorkflowTaskCompletedRequest,
): CompletedTask {
  const change = transaction.change(run);
  const workflowTaskCompletedEventId = recordCompleted(change, task, request);
  const context: CommandContext = {
    transaction,
    change,
    identity: request.identity,
    workflowTaskCompletedEventId,
    facts: { userMetadata: undefined },
    hasBufferedEvents: change.state.buffered.length > 0,
    needsTask: false,
    eager: [],
    startedChildren: new Set(),
  };
  for (const command of request.commands) applyCommand(context, command);
  const activities = startEagerly(context);
  return { activities, next: nextTask(context, task, request), refusal: undefined };
}

/** The event that the task is done, and what the server learns of the worker by it. */
function recordCompleted(
  change: Change,
  task: WorkflowTask,
  request: workflowservice.RespondWorkflowTaskCompletedRequest,
): bigint {
  const { state } = change;
  const { identity, binaryChecksum, workerVersionStamp, sdkMetadata, meteringMetadata, versioningBehavior } = request;
  const { scheduledEventId, startedEventId } = materialise(change, task, identity);
  state.workflowTask = undefined;
  state.workflowTaskAttempt = 1;
  state.lastCompletedStartedId = startedEventId;
  const { eventId } = change.record("workflowTaskCompleted", {
    scheduledEventId: BigInt(scheduledEventId),
    startedEventId: BigInt(startedEventId),
    identity,
    binaryChecksum,
    workerVersion: workerVersionStamp,
    sdkMetadata,
    meteringMetadata,
    versioningBehavior,
  });
  addResetPoint(change, { binaryChecksum, buildId: workerVersionStamp?.buildId ?? "" }, eventId);
  noteBuildId(change, workerVersionStamp);
  state.sticky = stickyOf(request.stickyAttributes);
  return eventId;
}

const stickyOf = (attributes: taskqueue.StickyExecutionAttributes | undefined): WorkflowQueueName | undefined =>
  attributes?.workerTaskQueue && {
    name: attributes.workerTaskQueue.name,
    sticky: true,
    scheduleToStartMs: msOf(attributes.scheduleToStartTimeout),
  };

/** Those that were cancelled by the same task, or closed with the run, are not there any more. */
function startEagerly({ change, eager, identity }: CommandContext): PendingActivity[] {
  const pending = (change.isOpen ? eager : []).flatMap((eventId) => change.state.activities.get(eventId) ?? []);
  return pending.map((activity) => startActivity(change, activity, { requestId: randomUUID(), identity }));
}

function nextTask(
  { change, needsTask, hasBufferedEvents, identity }: CommandContext,
  task: WorkflowTask,
  {
    forceCreateNewWorkflowTask,
    commands,
    messages,
    returnNewWorkflowTask,
    workerVersionStamp,
  }: workflowservice.RespondWorkflowTaskCompletedRequest,
): WorkflowTask | undefined {
  if (!change.isOpen || !(forceCreateNewWorkflowTask || needsTask || hasBufferedEvents)) return undefined;
  const onlyWaits = forceCreateNewWorkflowTask && commands.length === 0 && messages.length === 0;
  scheduleWorkflowTask(change, {
    bypassQueue: returnNewWorkflowTask,
    ...(onlyWaits && { originalScheduledMs: task.originalScheduledMs }),
  });
  if (!returnNewWorkflowTask) return undefined;
  return startWorkflowTask(change, {
    requestId: "request-from-RespondWorkflowTaskCompleted",
    identity,
    workerVersion: workerVersionStamp,
  });
}

const isTooLongAtIt = (
  { nowMs }: Transaction,
  task: WorkflowTask,
  { forceCreateNewWorkflowTask, commands, messages }: workflowservice.RespondWorkflowTaskCompletedRequest,
): boolean =>
  forceCreateNewWorkflowTask &&
  commands.length === 0 &&
  messages.length === 0 &&
  nowMs > task.originalScheduledMs + heartbeatMs;

function giveUpWaiting(change: Change, task: WorkflowTask): CompletedTask {
  timeOutWorkflowTask(change, task);
  return { activities: [], next: undefined, refusal: notFound("workflow task heartbeat timeout") };
}

function failCompletion(
  change: Change,
  task: WorkflowTask,
  { identity, binaryChecksum }: workflowservice.RespondWorkflowTaskCompletedRequest,
  error: CommandFailure,
): CompletedTask {
  if (task.attempt === 1) {
    change.record("workflowTaskFailed", {
      scheduledEventId: BigInt(task.scheduledEventId),
      startedEventId: BigInt(task.startedEventId),
      cause: error.failedCause,
      failure: serverFailure(error.message),
      identity,
      binaryChecksum,
    });
  }
  dropWorkflowTask(change, true);
  if (error.terminates) {
    terminate(change, { reason: error.message, details: undefined, identity: "history-service", links: [] });
  } else scheduleWorkflowTask(change);
  return { activities: [], next: undefined, refusal: invalidArgument(error.message) };
}
