// Dies in its first life while it holds frames; afterwards it counts those that come.
import { Node } from "../../../src/node.ts";

const node = await Node.connect();
let frames = 0;
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  event.value.retain();
  frames++;
  if (!node.isRestart && frames === 3) process.exit(1);
  if (node.isRestart) event.value.release();
  if (node.isRestart && frames === 20) break;
}
await node.sendOutput("out", `${node.restartCount} ${frames}`);
await node.close();
