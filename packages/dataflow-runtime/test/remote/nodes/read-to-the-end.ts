import { Node } from "../../../src/node.ts";

const node = await Node.connect();
for await (const event of node) {
  if (event.type === "INPUT") await node.sendOutput("out", event.value);
}
