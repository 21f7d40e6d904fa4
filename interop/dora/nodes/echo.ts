// Sends back what it gets: as it came (`forward`), or built anew from what was read (`rebuild`).
import process from "node:process";
import { DoraValue, Node } from "@millrace/dataflow-runtime";

const rebuild = process.argv[2] === "rebuild";
await using node = await Node.connect();
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  if (event.metadata.parameters["last"] === true) break;
  const value = rebuild ? DoraValue.fromArray(event.value.array) : event.value;
  await node.sendOutput("echo", value, event.metadata.forward());
}
