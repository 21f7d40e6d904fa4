// Posts a message, waits for the answer, and tells how long each round took.
import { parentPort, workerData } from "node:worker_threads";
import { type PortMessage, portMessage } from "./message.ts";
import type { PortSetup } from "./setup.ts";

const { port, load, mode } = workerData as PortSetup;
const { bytes, warmUp, messages } = load;
let data = new Uint8Array(bytes).fill(1);
let onAnswer: (answer: PortMessage) => void = () => undefined;
port.on("message", (answer: PortMessage) => onAnswer(answer));
const times: number[] = [];
for (let round = -warmUp; round < messages; round++) {
  const beganMs = performance.now();
  port.postMessage(portMessage("ping", data), mode === "transfer" ? [data.buffer] : []);
  const answer = await new Promise<PortMessage>((resolve) => (onAnswer = resolve));
  if (round >= 0) times.push((performance.now() - beganMs) * 1000);
  if (mode === "transfer") data = answer.data as Uint8Array<ArrayBuffer>;
}
parentPort?.postMessage(times);
port.close();
