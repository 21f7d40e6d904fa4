// Takes messages, and answers after the last of the warm-up and the last of all.
import { Node } from "@millrace/dataflow-runtime";
import { readLoad, touch } from "./load.ts";

const { warmUp, messages } = readLoad();
const node = await Node.connect();
let count = 0;
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  touch(event.data);
  count++;
  if (count === warmUp || count === warmUp + messages) await node.sendOutput("pong", Int32Array.of(count));
}
