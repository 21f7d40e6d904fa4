// Sends messages as fast as they are taken, and tells how long it was until all had arrived.
import { Node } from "@millrace/dataflow-runtime";
import { readLoad, writeFigures } from "./load.ts";

const load = readLoad();
const { bytes, warmUp, messages, data } = load;
const node = await Node.connect();
const own = new Uint8Array(bytes).fill(1);
const send = async (count: number): Promise<void> => {
  for (let sent = 0; sent < count; sent++) {
    if (data === "array") await node.sendOutput("ping", own);
    else await node.sendOutputRaw("ping", bytes, () => undefined);
  }
  await node.next();
};
await send(warmUp);
const beganMs = performance.now();
await send(messages);
await writeFigures(load, [(performance.now() - beganMs) * 1000]);
await node.close();
