// Answers each request with the sum of its numbers.
import { DoraValue, Node } from "@millrace/dataflow-runtime";

await using node = await Node.connect();
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  let sum = 0n;
  for (const item of event.value.toJSON() as readonly (number | string)[]) sum += BigInt(item);
  await node.respond(event, "response", DoraValue.from([sum], "Int64"));
}
