// Sends so many frames of so many bytes: `source.ts <count> <bytes> [raw]`.
import { Node } from "../../../src/node.ts";

const [count, bytes, how] = process.argv.slice(2);
const node = await Node.connect();
for (let n = 0; n < Number(count); n++) {
  if (how === "raw") await node.sendOutputRaw("out", Number(bytes), (frame) => void frame.fill(n), { n });
  else await node.sendOutput("out", new Uint8Array(Number(bytes)).fill(n), { n });
}
