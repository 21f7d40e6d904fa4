// Sends a message, waits for the answer, and tells how long each round took.
import { Node } from "@millrace/dataflow-runtime";
import { readLoad, writeFigures } from "./load.ts";

const load = readLoad();
const { bytes, warmUp, messages, data } = load;
const node = await Node.connect();
const own = new Uint8Array(bytes).fill(1);
const times: number[] = [];
for (let round = -warmUp; round < messages; round++) {
  let beganMs = performance.now();
  if (data === "array") await node.sendOutput("ping", own);
  else {
    // What is measured is the hand-over, not the making of the data.
    await node.sendOutputRaw("ping", bytes, () => void (beganMs = performance.now()));
  }
  await node.next();
  if (round >= 0) times.push((performance.now() - beganMs) * 1000);
}
await writeFigures(load, times);
await node.close();
