// Looks at all pages of a message and answers.
import { Node } from "@millrace/dataflow-runtime";
import { readLoad, touch } from "./load.ts";

const { bytes } = readLoad();
const node = await Node.connect();
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  const { data } = event;
  touch(data);
  // Small messages go back as they are, big ones are acknowledged.
  await node.sendOutput("pong", bytes <= 65_536 ? data : new Uint8Array(1));
}
