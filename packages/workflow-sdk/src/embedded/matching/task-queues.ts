import type { Clock } from "@millrace/protocol";
import type { workflowservice } from "@millrace/protocol/temporal";
import { TaskQueue } from "./task-queue.ts";

export type WorkflowTaskAnswer = workflowservice.PollWorkflowTaskQueueResponse;
export type ActivityTaskAnswer = workflowservice.PollActivityTaskQueueResponse;

/** How many workers that have gone are remembered. */
const goneWorkers = 1000;

/** All queues of a server. A queue is there as soon as somebody names it. */
export class TaskQueues {
  readonly #clock: Clock;
  readonly #workflow = new Map<string, TaskQueue<WorkflowTaskAnswer>>();
  readonly #activity = new Map<string, TaskQueue<ActivityTaskAnswer>>();
  readonly #gone = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Normal and sticky ones alike. */
  workflow(namespaceId: string, name: string): TaskQueue<WorkflowTaskAnswer> {
    return queueOf(this.#workflow, keyOf(namespaceId, name), this.#clock);
  }

  activity(namespaceId: string, name: string): TaskQueue<ActivityTaskAnswer> {
    return queueOf(this.#activity, keyOf(namespaceId, name), this.#clock);
  }

  /** Ends the polls of a worker that goes; those that it has sent already and that are still to arrive, too. */
  workerGone(workerInstanceKey: string): void {
    this.#gone.add(workerInstanceKey);
    for (const oldest of this.#gone) if (this.#gone.size > goneWorkers) this.#gone.delete(oldest);
    this.#release((poller) => poller.workerInstanceKey === workerInstanceKey);
  }

  /** The worker of a sticky queue is gone: its tasks go elsewhere. */
  dropSticky(namespaceId: string, name: string): void {
    const queue = this.workflow(namespaceId, name);
    queue.release(() => true);
    this.#workflow.delete(keyOf(namespaceId, name));
    for (const task of queue.drain()) task.redirect?.();
  }

  isGone(workerInstanceKey: string): boolean {
    return this.#gone.has(workerInstanceKey);
  }

  /** Ends all polls. */
  close(): void {
    this.#release(() => true);
  }

  #release(which: Parameters<TaskQueue<unknown>["release"]>[0]): void {
    for (const queue of this.#workflow.values()) queue.release(which);
    for (const queue of this.#activity.values()) queue.release(which);
  }
}

const keyOf = (namespaceId: string, name: string): string => `${namespaceId}/${name}`;

function queueOf<Answer>(queues: Map<string, TaskQueue<Answer>>, key: string, clock: Clock): TaskQueue<Answer> {
  let queue = queues.get(key);
  if (queue === undefined) queues.set(key, (queue = new TaskQueue(clock)));
  return queue;
}
