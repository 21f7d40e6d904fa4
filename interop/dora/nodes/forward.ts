// Sends on what it gets.
import { Node } from "@millrace/dataflow-runtime";

await using node = await Node.connect();
for await (const event of node) if (event.type === "INPUT") await node.sendOutput("out", event.value);
