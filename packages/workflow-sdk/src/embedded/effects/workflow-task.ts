import { randomUUID } from "node:crypto";
import type { ServerCore } from "../core.ts";
import type { Run } from "../engine/run.ts";
import type { WorkflowTask } from "../engine/run-state.ts";
import { startWorkflowTask } from "../engine/workflow-task.ts";
import type { QueueTask } from "../matching/task-queue.ts";
import type { WorkflowTaskAnswer } from "../matching/task-queues.ts";
import { workflowTaskAnswer } from "../services/workflow-task-answer.ts";

/** A worker whose queue nobody asked for so long is taken for gone. */
const stickyPollerMs = 10_000;

/** Puts the pending task of the run where its workers look for it. */
export function offerWorkflowTask(core: ServerCore, run: Run): void {
  const task = run.state.workflowTask;
  if (task === undefined || task.startedEventId > 0) return;
  const { namespaceId, started } = run.facts;
  const sticky = core.queues.workflow(namespaceId, task.queue.name);
  const normalName = started.taskQueue?.name ?? "";
  const isThere = !task.queue.sticky || sticky.hasPollerSince(stickyPollerMs);
  const name = isThere ? task.queue.name : normalName;
  core.queues.workflow(namespaceId, name).offer(queueTask(core, run, task, name));
}

const queueTask = (
  core: ServerCore,
  run: Run,
  task: WorkflowTask,
  queueName: string,
): QueueTask<WorkflowTaskAnswer> => ({
  priority: run.facts.started.priority?.priorityKey || 3,
  redirect: () => offerWorkflowTask(core, run),
  start: async ({ identity, workerVersion }) => {
    if (!isStill(run, task)) return undefined;
    const { sticky } = run.state;
    const isStickyQueue = task.queue.sticky && queueName === task.queue.name;
    // The worker that has the run in its cache is not wanted any more.
    if (isStickyQueue && sticky?.name !== queueName) return undefined;
    const started = await core.transact((transaction) => {
      const change = transaction.change(run);
      if (!isStickyQueue) change.state.sticky = undefined;
      return startWorkflowTask(change, { requestId: randomUUID(), identity, workerVersion });
    });
    return workflowTaskAnswer(run, started, { onlyNew: isStickyQueue, limits: core.settings.limits });
  },
});

const isStill = ({ state, isOpen }: Run, task: WorkflowTask): boolean =>
  isOpen &&
  state.workflowTask?.scheduledEventId === task.scheduledEventId &&
  state.workflowTask.attempt === task.attempt &&
  state.workflowTask.scheduledMs === task.scheduledMs &&
  state.workflowTask.startedEventId === 0;
