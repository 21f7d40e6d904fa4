// Adds up its frames and tells the sums at the end: `<messages> <sum of first and last bytes>`.
import { Node } from "../../../src/node.ts";

const node = await Node.connect();
let messages = 0;
let sum = 0;
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  messages++;
  sum += Number(event.data[0]) + Number(event.data.at(-1));
}
await node.sendOutput("out", `${messages} ${sum}`);
