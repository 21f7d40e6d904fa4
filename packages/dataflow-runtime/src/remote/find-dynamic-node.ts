import { withDeadline } from "@millrace/protocol";
import { HybridClock } from "../wire/hybrid-clock.ts";
import { decodeNodeConfigReply, type FoundNode } from "../wire/node-config-reply.ts";
import { Connection } from "./connection.ts";

/** Where dora's daemon answers dynamic nodes unless it is told another port. */
export const defaultDaemonPort = 53_291;

const lookupTimeoutMs = 10_000;

/**
 * Asks the daemon of this machine for the configuration of a node that it did not start itself.
 *
 * @throws `DATAFLOW_NO_DAEMON`, `DATAFLOW_NO_DYNAMIC_NODE`, `DATAFLOW_OLD_DORA`
 */
export async function findDynamicNode(nodeId: string, port: number): Promise<FoundNode> {
  const clock = new HybridClock();
  const address = `127.0.0.1:${port}`;
  const connection = await Connection.open({ address, name: "finding dynamic nodes", now: () => clock.now() });
  try {
    const answer = connection.askRaw({ type: "nodeConfig", nodeId });
    const name = `the answer of the daemon at ${address} about node '${nodeId}'`;
    return decodeNodeConfigReply(await withDeadline(answer, { timeoutMs: lookupTimeoutMs, name }));
  } finally {
    connection.destroy();
  }
}
