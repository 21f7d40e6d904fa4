import { WorkflowSdkError } from "../../errors.ts";
import type { Connectable } from "../../target.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** The queues that workers of this process serve, by the server: its address, or itself if it lives here. */
const queuesOfAddresses = new Map<string, Set<string>>();
const queuesOfServers = new WeakMap<Connectable, Set<string>>();

/**
 * Two workers of one queue would share its tasks by chance, and a task that only one of them knows would fail half of
 * the time.
 *
 * @returns what gives the queue free again
 * @throws `WORKFLOW_WORKER_EXISTS`
 */
export function claimQueue({ connection, namespace, taskQueue }: WorkerSettings): () => void {
  const { target, address } = connection;
  const queues = typeof target === "string" ? queuesOfAddress(address) : queuesOfServer(target);
  const key = JSON.stringify([namespace, taskQueue, "activity"]);
  if (queues.has(key)) {
    const message =
      `this process has a running activity worker for task queue '${taskQueue}' of namespace '${namespace}' at ` +
      `${address}; give it the activities of both, or shut it down first`;
    throw new WorkflowSdkError("WORKFLOW_WORKER_EXISTS", message, { details: { address, namespace, taskQueue } });
  }
  queues.add(key);
  return () => {
    queues.delete(key);
    if (queues.size === 0 && queuesOfAddresses.get(address) === queues) queuesOfAddresses.delete(address);
  };
}

function queuesOfAddress(address: string): Set<string> {
  const queues = queuesOfAddresses.get(address) ?? new Set();
  queuesOfAddresses.set(address, queues);
  return queues;
}

function queuesOfServer(server: Connectable): Set<string> {
  const queues = queuesOfServers.get(server) ?? new Set();
  queuesOfServers.set(server, queues);
  return queues;
}
