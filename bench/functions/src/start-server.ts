import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type EngineProcess, startProcess } from "@millrace/tooling-engines";
import type { ServerCommand } from "./contenders.ts";

/** How long a server may take to its first answer. */
const limitMs = 30_000;

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

export interface StartedServer extends AsyncDisposable {
  readonly process: EngineProcess;
  /** From the start of the process to the end of its first answer. */
  readonly startMs: number;
}

/** Starts it and asks until it answers with 200. */
export const startServer = async ({ args, env }: ServerCommand, port: number): Promise<StartedServer> => {
  const begun = performance.now();
  const process_ = startProcess(process.execPath, args, { env });
  while (!(await answers(port))) {
    if (performance.now() - begun > limitMs || process_.child.exitCode !== null) {
      await process_[Symbol.asyncDispose]();
      throw new Error(`no answer on port ${port}: ${process_.output()}`);
    }
    // Short beside what is measured, long beside what a refused connection takes.
    await sleep(1);
  }
  const startMs = performance.now() - begun;
  return { process: process_, startMs, [Symbol.asyncDispose]: () => process_[Symbol.asyncDispose]() };
};

const answers = async (port: number): Promise<boolean> => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    // Refused, as long as it does not listen.
    return false;
  }
};

/** Passes the schema of those that have one. */
export const body: string = JSON.stringify({ name: "Ada Lovelace", age: 36, tags: ["mathematics", "engines"] });
const headers: Readonly<Record<string, string>> = { "content-type": "application/json" };
