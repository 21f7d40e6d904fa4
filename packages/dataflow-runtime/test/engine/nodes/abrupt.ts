import { Node } from "../../../src/index.ts";

/** Sends many messages, and is gone without a goodbye as soon as they are written. */
const node = await Node.connect();
for (let at = 0; at < 200; at++) void node.sendOutput("out", Int32Array.of(at));
await node.sendOutput("out", Int32Array.of(200));
process.kill(process.pid, "SIGKILL");
