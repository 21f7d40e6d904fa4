// Sends back what it gets, as it is.
import { Node } from "../../../src/node.ts";

const node = await Node.connect();
for await (const event of node)
  if (event.type === "INPUT") await node.sendOutput("out", event.value, event.metadata.parameters);
