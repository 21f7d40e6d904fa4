// Reads one frame after another, each kept for a while: `slow.ts <ms>`. Counts what it saw.
import { setTimeout as sleep } from "node:timers/promises";
import { Node } from "../../../src/node.ts";

const [pauseMs] = process.argv.slice(2);
const node = await Node.connect();
const seen: number[] = [];
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  await sleep(Number(pauseMs));
  // Still the frame that it was: its memory was not written meanwhile.
  const [first] = event.data;
  if (event.data.some((byte) => byte !== first)) throw new Error("a frame has changed while it was read");
  seen.push(Number(event.metadata.parameters["n"]));
}
await node.sendOutput("out", JSON.stringify(seen));
