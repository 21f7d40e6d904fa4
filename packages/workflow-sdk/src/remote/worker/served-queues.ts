import { WorkflowSdkError } from "../../errors.ts";
import type { Target } from "../../target.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** The queues that workers of this process serve, by where their server is. */
const queuesOfServers = new Map<Target, Set<string>>();

/** Names of this machine, as the host of an address. */
const thisMachine = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?=:\d+$)/;

/**
 * Two workers of one queue would share its tasks by chance, and a task that only one of them knows would fail half of
 * the time.
 *
 * @returns what gives the queue free again
 * @throws `WORKFLOW_WORKER_EXISTS`
 */
export function claimQueue({ connection, namespace, taskQueue }: WorkerSettings): () => void {
  const places = placesOf(connection.target, connection.address);
  const key = JSON.stringify([namespace, taskQueue, "activity"]);
  if (places.some((place) => queuesOfServers.get(place)?.has(key))) {
    const { address } = connection;
    const message =
      `this process has a running activity worker for task queue '${taskQueue}' of namespace '${namespace}' at ` +
      `${address}; give it the activities of both, or shut it down first`;
    throw new WorkflowSdkError("WORKFLOW_WORKER_EXISTS", message, { details: { address, namespace, taskQueue } });
  }
  for (const place of places) add(place, key);
  return () => {
    for (const place of places) remove(place, key);
  };
}

/** One server has several names: itself and the address that it listens at, and all names of this machine. */
function placesOf(target: Target, address: string): readonly Target[] {
  if (typeof target === "string") return [placeOf(address)];
  return target.address === undefined ? [target] : [target, placeOf(target.address)];
}

const placeOf = (address: string): string => address.toLowerCase().replace(thisMachine, "localhost");

function add(place: Target, key: string): void {
  const queues = queuesOfServers.get(place) ?? new Set();
  queuesOfServers.set(place, queues.add(key));
}

function remove(place: Target, key: string): void {
  const queues = queuesOfServers.get(place);
  queues?.delete(key);
  if (queues?.size === 0) queuesOfServers.delete(place);
}
