// Sends frames until it is told to stop.
import { setTimeout as sleep } from "node:timers/promises";
import { Node } from "../../../src/node.ts";

const node = await Node.connect();
for (let n = 0; node.tryNext()?.type !== "STOP"; n++) {
  await node.sendOutput("out", new Uint8Array(100_000).fill(n), { n });
  await sleep(1);
}
