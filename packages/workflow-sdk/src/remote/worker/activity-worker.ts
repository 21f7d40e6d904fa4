import { isError, type RunScope } from "@millrace/protocol";
import { WorkflowSdkError } from "../../errors.ts";
import { Slots } from "../../internal/slots.ts";
import { ActivityCalls } from "./activity-calls.ts";
import { Attempts } from "./attempts.ts";
import { namespaceFacts, type NamespaceFacts } from "./namespace-facts.ts";
import { Polling } from "./polling.ts";
import { RateLimit } from "./rate-limit.ts";
import { claimQueue } from "./served-queues.ts";
import { windDown } from "./wind-down.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/**
 * The work of an activity worker: polls, runs what comes, and in the end finishes or cancels what it has.
 *
 * @param onServing called when the first polls are on their way
 * @throws `WORKFLOW_WORKER_EXISTS`, `WORKFLOW_WORKER_POLL_REFUSED`, `WORKFLOW_WORKER_STOP_TIMEOUT`; the server's error
 * for a namespace that it does not know
 */
export async function runActivityWorker(worker: WorkerSettings, scope: RunScope, onServing: () => void): Promise<void> {
  const release = claimQueue(worker);
  try {
    const namespace = await factsUnlessStopped(worker, scope.stopping);
    if (namespace === undefined) return;
    const slots = new Slots(worker.maxConcurrentActivities);
    const attempts = createAttempts(worker, namespace, slots);
    const polling = new Polling(worker, { slots, rate: rateOf(worker), onTask: (task) => attempts.begin(task) });
    onServing();
    const failure = await Promise.race([polling.failed, aborted(scope.stopping)]);
    const failed = failure === undefined ? undefined : pollsRefused(worker, failure);
    if (failed !== undefined) worker.logger.error({ err: failed, taskQueue: worker.taskQueue }, "the worker stops");
    const { answersLastPolls } = namespace;
    await windDown(worker, { polling, attempts, answersLastPolls, forced: scope.forced, alone: failed !== undefined });
    if (failed !== undefined) throw failed;
  } finally {
    release();
  }
}

async function factsUnlessStopped(worker: WorkerSettings, stopping: AbortSignal): Promise<NamespaceFacts | undefined> {
  try {
    return await namespaceFacts(worker, stopping);
  } catch (error) {
    if (stopping.aborted) return undefined;
    throw error;
  }
}

function createAttempts(worker: WorkerSettings, namespace: NamespaceFacts, slots: Slots): Attempts {
  const { connection, dataConverter, logger } = worker;
  const { blobLimitBytes } = namespace;
  const calls = new ActivityCalls({ connection, worker });
  return new Attempts(worker, { calls, dataConverter, blobLimitBytes, logger }, slots);
}

const rateOf = ({ maxActivitiesPerSecond, clock }: WorkerSettings): RateLimit | undefined =>
  maxActivitiesPerSecond === Infinity ? undefined : new RateLimit(maxActivitiesPerSecond, clock);

function pollsRefused({ taskQueue, namespace, connection }: WorkerSettings, cause: unknown): WorkflowSdkError {
  // A connection that was closed says so itself.
  if (WorkflowSdkError.is(cause)) return cause;
  const message =
    `${connection.address} refuses polls of task queue '${taskQueue}' in namespace '${namespace}': ` +
    `${isError(cause) ? cause.message : String(cause)}`;
  return new WorkflowSdkError("WORKFLOW_WORKER_POLL_REFUSED", message, { cause, details: { taskQueue, namespace } });
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}
