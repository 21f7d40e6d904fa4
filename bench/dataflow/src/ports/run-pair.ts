import { once } from "node:events";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";

import type { PortMode } from "./message.ts";
import type { PortLoad, PortSetup } from "./setup.ts";

/** Runs a sender and a reader in worker threads with a MessagePort between them, and gives what the sender tells. */
export async function runPortPair(
  sender: "ping" | "flood",
  reader: "echo" | "count",
  load: PortLoad,
  mode: PortMode = "copy",
): Promise<number[]> {
  const { port1, port2 } = new MessageChannel();
  const start = (name: string, port: MessagePort): Worker => {
    const setup: PortSetup = { port, load, mode };
    return new Worker(new URL(`${name}.ts`, import.meta.url), { workerData: setup, transferList: [port] });
  };
  const workers = [start(reader, port2), start(sender, port1)] as const;
  const failure = Promise.all(workers.map((worker) => once(worker, "exit").then(() => undefined)));
  const figures = await Promise.race([once(workers[1], "message"), failure]);
  await Promise.all(workers.map((worker) => worker.terminate()));
  if (figures === undefined) throw new Error("the workers ended without figures");
  return figures[0] as number[];
}
