import { glob, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@millrace/protocol/testing";
import { must, run, startProcess, type CommandResult, type EngineProcess } from "@millrace/tooling-engines";
import type { Dora, Flow } from "./engine.ts";

/** A coordinator and a daemon of their own, on free ports of the loopback, without multicast. */
export interface Stack extends AsyncDisposable {
  /** Where dynamic nodes ask. */
  readonly lookupPort: number;
  readonly daemon: EngineProcess;
  /** Starts a dataflow and gives its name once it runs. */
  readonly start: (name: string, flow: Flow) => Promise<void>;
  /** What the nodes of all dataflows printed so far, as dora's log files have it. */
  readonly logs: () => Promise<string>;
  /** `dora <args>` against this coordinator. */
  readonly dora: (...args: readonly string[]) => Promise<CommandResult>;
}

export const startStack = async (dora: Dora): Promise<Stack> => {
  const folder = await mkdtemp(join(tmpdir(), "millrace-dora-"));
  const [port, lookupPort] = [await freePort(), await freePort()];
  // Its own home, because dora keeps a store there that only one coordinator may open.
  const env = { ...dora.env, HOME: folder, DORA_COORDINATOR_PORT: String(port) };
  const options = { cwd: folder, env };
  const coordinatorArgs = ["--interface", "127.0.0.1", "--port", String(port), "--store", "memory", "--quiet"];
  const coordinator = startProcess("dora", ["coordinator", ...coordinatorArgs], options);
  await until(async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok);
  const daemonArgs = ["--coordinator-addr", "127.0.0.1", "--coordinator-port", String(port)];
  const listen = ["--local-listen-port", String(lookupPort), "--zenoh-no-multicast"];
  const daemon = startProcess("dora", ["daemon", ...daemonArgs, ...listen], options);
  const command = (...args: readonly string[]): Promise<CommandResult> => run("dora", args, options);
  await until(async () => (await command("check")).output.includes("Daemon: Running"));

  return {
    lookupPort,
    daemon,
    dora: command,
    logs: async () => {
      let messages = "";
      for await (const file of glob("out/*/log_*.jsonl", { cwd: folder })) {
        for (const record of (await readFile(join(folder, file), "utf8")).split("\n")) {
          if (record !== "") messages += `${(JSON.parse(record) as { readonly msg: string }).msg}\n`;
        }
      }
      return messages;
    },
    start: async (name, flow) => {
      const file = join(folder, `${name}.yml`);
      await writeFile(file, JSON.stringify(flow, null, 2));
      await must("dora", ["start", file, "--name", name, "--detach"], options);
    },
    async [Symbol.asyncDispose]() {
      await command("destroy", "--force");
      await daemon[Symbol.asyncDispose]();
      await coordinator[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Asks again and again, for ten seconds. */
export const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("what was waited for did not come true within ten seconds");
};
