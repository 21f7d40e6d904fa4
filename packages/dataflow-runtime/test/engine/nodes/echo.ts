import { Node } from "../../../src/index.ts";

/** Sends back what it gets. */
const node = await Node.connect();
for await (const event of node) {
  if (event.type === "INPUT") await node.sendOutput("echo", event.value, event.metadata);
}
await node.close();
