// Takes messages, and says now and then how many they were.
import { workerData } from "node:worker_threads";
import { touch } from "../nodes/load.ts";
import type { PortMessage } from "./message.ts";
import type { PortSetup } from "./setup.ts";

/** Telling it for each would cost more than the messages. */
const tellAfter = 128;

const { port, load } = workerData as PortSetup;
let count = 0;
port.on("message", ({ data }: PortMessage) => {
  touch(data);
  count++;
  if (count % tellAfter === 0 || count === load.warmUp || count === load.warmUp + load.messages)
    port.postMessage(count);
});
