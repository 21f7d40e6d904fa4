import { silentLogger } from "@millrace/protocol";
import { withLink } from "../../src/current-link.ts";
import type { NodeConfig } from "../../src/node-config.ts";
import { Node } from "../../src/node.ts";
import type { NodeOptions } from "../../src/node/node-options.ts";
import { DaemonLink } from "../../src/remote/daemon-link.ts";
import type { NodeEvent as WireEvent } from "../../src/wire/messages.ts";
import { DoraValue } from "../../src/value.ts";
import type { ScriptedDaemon } from "../../src/testing/scripted-daemon.ts";

/** A node that a scripted daemon has started, as far as the node can tell. */
export const connectTo = (
  daemon: ScriptedDaemon,
  config: Partial<NodeConfig> = {},
  options: NodeOptions = {},
): Promise<Node> =>
  withLink(new DaemonLink(daemon.config(config), {}), () => Node.connect({ logger: silentLogger, ...options }));

const timestamp = { time: 1n << 32n, id: new Uint8Array(16).fill(1) };

export const inputOf = (id: string, bytes: readonly number[]): WireEvent => ({
  type: "input",
  id,
  metadata: { timestamp, parameters: new Map() },
  data: DoraValue.from(Uint8Array.from(bytes)).ipc(),
});
