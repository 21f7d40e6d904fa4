import { describedNodes } from "../internal/described-nodes.ts";
import type { NodeConfig } from "../node-config.ts";

/** A key that nobody stores: asking for it changes nothing, and every request shows the daemon that the node lives. */
export const probe = { type: "extensionLoad", namespace: "millrace", key: "alive", remove: false } as const;

/** How often of `health_check_timeout` a node gives a sign of life. */
const signsPerTimeout = 3;

/**
 * The interval in which a node with `health_check_timeout` must send something, in milliseconds. Waiting for events
 * does not count for the daemon, which kills a node that was silent for that long.
 */
export function heartbeatMs({ dataflowDescriptor, nodeId }: NodeConfig): number | undefined {
  const node = describedNodes(dataflowDescriptor).find(({ id }) => id === nodeId);
  const seconds = node?.healthCheckTimeout;
  return typeof seconds === "number" && seconds > 0 ? (seconds * 1000) / signsPerTimeout : undefined;
}
