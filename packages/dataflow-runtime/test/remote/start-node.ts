import { fork, type ChildProcess } from "node:child_process";
import { nodeConfigToYaml } from "../../src/wire/node-config-write.ts";
import type { ScriptedDaemon } from "../../src/testing/scripted-daemon.ts";

/** A process that the daemon has started. */
export function startNode(
  daemon: ScriptedDaemon,
  script: string,
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  return fork(new URL(`fixtures/${script}`, import.meta.url), {
    env: { ...process.env, ...env, DORA_NODE_CONFIG: nodeConfigToYaml(daemon.config()) },
    execArgv: ["--conditions=@millrace/source"],
    silent: true,
  });
}
