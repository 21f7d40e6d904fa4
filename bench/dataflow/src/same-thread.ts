import { MessageChannel } from "node:worker_threads";
import { type NodeFunction, runDataflow } from "@millrace/dataflow-runtime";
import { portMessage } from "./ports/message.ts";

const bytes = 100;
/** How many messages are under way at once. */
const burst = 100;

/** Two functions of one thread that hand messages to and fro. @returns microseconds a hop */
export async function sameThread(messages: number): Promise<number> {
  let us = 0;
  const data = new Uint8Array(bytes).fill(1);
  const sender: NodeFunction = async (node) => {
    const beganMs = performance.now();
    for (let sent = 0; sent < messages; sent += burst) {
      for (let index = 0; index < burst; index++) void node.sendOutput("ping", data);
      for (let index = 0; index < burst; index++) await node.next();
    }
    us = (performance.now() - beganMs) * 1000;
  };
  const reader: NodeFunction = async (node) => {
    for await (const event of node) if (event.type === "INPUT") void node.sendOutput("pong", event.value);
  };
  const queue = { queue_size: burst };
  const nodes = [
    { id: "sender", path: "dynamic", outputs: ["ping"], inputs: { in: { source: "reader/pong", ...queue } } },
    { id: "reader", path: "dynamic", outputs: ["pong"], inputs: { in: { source: "sender/ping", ...queue } } },
  ];
  await runDataflow({ nodes }, { nodes: { sender, reader } });
  return us / (2 * messages);
}

/** The same by a MessagePort whose both ends are here. @returns microseconds a hop */
export async function samePort(messages: number): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  const data = new Uint8Array(bytes).fill(1);
  let answered = 0;
  let onBurst: () => void = () => undefined;
  port2.on("message", (message) => port2.postMessage(message));
  port1.on("message", () => {
    answered++;
    if (answered % burst === 0) onBurst();
  });
  const beganMs = performance.now();
  for (let sent = 0; sent < messages; sent += burst) {
    const answers = new Promise<void>((resolve) => (onBurst = resolve));
    for (let index = 0; index < burst; index++) port1.postMessage(portMessage("ping", data));
    await answers;
  }
  const us = (performance.now() - beganMs) * 1000;
  port1.close();
  return us / (2 * messages);
}
