// Posts messages, so many ahead of the reader at most, and tells when all had arrived.
import { parentPort, workerData } from "node:worker_threads";
import { portMessage } from "./message.ts";
import type { PortSetup } from "./setup.ts";

/** As many as the queue of a node keeps in the measurement beside this one. */
const windowSize = 512;

const { port, load } = workerData as PortSetup;
const data = new Uint8Array(load.bytes).fill(1);
let taken = 0;
let onTaken: () => void = () => undefined;
port.on("message", (count: number) => {
  taken = count;
  onTaken();
});
const takenAtLeast = async (count: number): Promise<void> => {
  while (taken < count) await new Promise<void>((resolve) => (onTaken = resolve));
};
let sent = 0;
const send = async (count: number): Promise<void> => {
  for (const end = sent + count; sent < end; sent++) {
    if (sent - taken >= windowSize) await takenAtLeast(sent - windowSize + 1);
    port.postMessage(portMessage("ping", data));
  }
  await takenAtLeast(sent);
};
await send(load.warmUp);
const beganMs = performance.now();
await send(load.messages);
parentPort?.postMessage([(performance.now() - beganMs) * 1000]);
port.close();
