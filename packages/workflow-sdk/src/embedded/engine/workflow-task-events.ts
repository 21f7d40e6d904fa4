import { enums, type history } from "@millrace/protocol/temporal";
import { newEvent, type EventInit } from "./event.ts";
import type { Run } from "./run.ts";
import type { WorkflowQueueName, WorkflowTask } from "./run-state.ts";
import { toDuration } from "./time.ts";

const { NORMAL, STICKY } = enums.TaskQueueKind;

const taskQueueOf = (
  queue: WorkflowQueueName,
  normalName: string,
): { name: string; kind: enums.TaskQueueKind; normalName: string } =>
  queue.sticky ? { name: queue.name, kind: STICKY, normalName } : { name: queue.name, kind: NORMAL, normalName: "" };

export const scheduledAttributes = (task: WorkflowTask, normalName: string): EventInit<"workflowTaskScheduled"> => ({
  taskQueue: taskQueueOf(task.queue, normalName),
  startToCloseTimeout: toDuration(task.timeoutMs),
  attempt: task.attempt,
});

export const startedAttributes = (task: WorkflowTask): EventInit<"workflowTaskStarted"> => ({
  scheduledEventId: BigInt(task.scheduledEventId),
  identity: task.identity,
  requestId: task.requestId,
  suggestContinueAsNew: task.suggestReasons.length > 0,
  suggestContinueAsNewReasons: [...task.suggestReasons],
  historySizeBytes: BigInt(task.historySizeBytes),
  workerVersion: task.workerVersion,
});

/** The events that a task of a second or later attempt will have if it succeeds: its worker gets them beforehand. */
export function transientEvents({ facts }: Run, task: WorkflowTask): history.HistoryEvent[] {
  if (task.attempt === 1) return [];
  const normalName = facts.started.taskQueue?.name ?? "";
  const scheduled = newEvent("workflowTaskScheduled", scheduledAttributes(task, normalName), {
    timeMs: task.scheduledMs,
  });
  scheduled.eventId = BigInt(task.scheduledEventId);
  if (task.startedEventId === 0) return [scheduled];
  const started = newEvent("workflowTaskStarted", startedAttributes(task), { timeMs: task.startedMs });
  started.eventId = BigInt(task.startedEventId);
  return [scheduled, started];
}
