import { sleep } from "@millrace/protocol";
import { workflowservice } from "@millrace/protocol/temporal";
import type { Slots } from "../../internal/slots.ts";
import { pollRequest } from "../../wire/activity-requests.ts";
import { hasTask, readActivityTask, type ActivityTask } from "../../wire/activity-task.ts";
import { pollRetries } from "../connection/retry-rules.ts";
import { isEmptyPoll } from "./call-errors.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** A server holds polls for a minute. Where something ends them sooner, they would follow each other without a pause. */
const soonMs = 1_000;

export interface PollerSettings {
  readonly worker: WorkerSettings;
  readonly slots: Slots;
  /** Absent: no limit. */
  readonly rate: RateLimit | undefined;
  /** Aborts when no further poll is to begin. */
  readonly stopping: AbortSignal;
  /** Aborts when polls are to be given up. */
  readonly dropped: AbortSignal;
  /** Gets each task, and its slot with it. */
  readonly onTask: (task: ActivityTask) => void;
}

/**
 * Asks for one task after the other, until it is stopped. It takes a slot before it asks, so that a task that comes can
 * be begun.
 *
 * @throws the error of a server that refuses polls for longer than `pollRetries` bear it
 */
export async function poll(settings: PollerSettings): Promise<void> {
  const { worker, slots, rate, stopping, onTask } = settings;
  const request = pollRequest(worker, worker.maxTaskQueueActivitiesPerSecond);
  while (await slots.take(stopping)) {
    if (rate !== undefined && !(await rate.take(stopping))) return slots.giveBack();
    let task: ActivityTask | undefined;
    try {
      task = await pollOnce(settings, request);
    } catch (error) {
      slots.giveBack();
      if (stopping.aborted) return;
      throw error;
    }
    if (task !== undefined) {
      onTask(task);
      continue;
    }
    slots.giveBack();
    rate?.giveBack();
  }
}

async function pollOnce(
  { worker, stopping, dropped }: PollerSettings,
  request: workflowservice.PollActivityTaskQueueRequest,
): Promise<ActivityTask | undefined> {
  const { connection, clock } = worker;
  const startedMs = clock.monotonic();
  const method = workflowservice.WorkflowService.method.pollActivityTaskQueue;
  try {
    const response = await connection.call(method, request, { signal: dropped, retry: pollRetries });
    if (hasTask(response)) return readActivityTask(response, worker);
  } catch (error) {
    if (stopping.aborted || !isEmptyPoll(error)) throw error;
  }
  const earlyMs = soonMs - (clock.monotonic() - startedMs);
  if (earlyMs > 0 && !stopping.aborted) await sleep(earlyMs, { clock, signal: stopping });
  return undefined;
}
