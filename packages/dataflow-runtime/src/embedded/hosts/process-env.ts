import type { NodeConfig } from "../../node-config.ts";
import { nodeConfigToYaml } from "../../wire/node-config-write.ts";

export interface ProcessEnvParts {
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** The file's `env` for the node. */
  readonly own: Readonly<Record<string, string>>;
  readonly config: NodeConfig;
  readonly lookupPort: number | undefined;
}

/** What dora's daemon keeps from nodes: how code is loaded into processes, and who may command it. */
const withheld = ["LD_PRELOAD", "LD_AUDIT", "DYLD_INSERT_LIBRARIES", "DORA_AUTH_TOKEN", "DORA_ALLOW_SHELL_NODES"];

/** What a parent that is a node itself must not hand on. */
const ofOtherEngines = ["DORA_NODE_CONFIG", "DORA_RUNTIME_CONFIG", "DORA_TEST_WITH_INPUTS", "NODE_CHANNEL_FD"];

/** The environment of a node's process: inherited, then the file's, then the daemon's own, as dora's daemon has it. */
export function processEnv({ inherited, own, config, lookupPort }: ProcessEnvParts): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !withheld.includes(name) && !ofOtherEngines.includes(name)) env[name] = value;
  }
  return {
    ...env,
    ...own,
    DORA_NODE_CONFIG: nodeConfigToYaml(config),
    DORA_RUN_PARENT_PID: String(process.pid),
    // Everything goes through the daemon; a node shall not look for others on the network.
    DORA_ZENOH_MULTICAST: "off",
    PYTHONUNBUFFERED: "1",
    ...(lookupPort === undefined ? {} : { DORA_DAEMON_LOCAL_LISTEN_PORT: String(lookupPort) }),
  };
}
