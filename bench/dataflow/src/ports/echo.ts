// Looks at all pages of a message and answers.
import { workerData } from "node:worker_threads";
import { touch } from "../nodes/load.ts";
import { type PortMessage, portMessage } from "./message.ts";
import type { PortSetup } from "./setup.ts";

const { port, load, mode } = workerData as PortSetup;
port.on("message", ({ data }: PortMessage) => {
  touch(data);
  if (mode === "transfer") port.postMessage(portMessage("pong", data), [data.buffer as ArrayBuffer]);
  else port.postMessage(portMessage("pong", load.bytes <= 65_536 ? data : new Uint8Array(1)));
});
