// Sends messages, so many unanswered at most, and tells how long it was until all were answered.
import { Node } from "@millrace/dataflow-runtime";
import { readLoad, writeFigures } from "./load.ts";

const load = readLoad();
const { bytes, warmUp, messages, window = 1 } = load;
const node = await Node.connect();
const own = new Uint8Array(bytes).fill(1);
const send = async (count: number): Promise<void> => {
  let answered = 0;
  for (let sent = 0; answered < count;) {
    if (sent < count && sent - answered < window) {
      await node.sendOutput("ping", own);
      sent++;
    } else if ((await node.next())?.type === "INPUT") answered++;
  }
};
await send(warmUp);
const beganMs = performance.now();
await send(messages);
await writeFigures(load, [(performance.now() - beganMs) * 1000]);
await node.close();
