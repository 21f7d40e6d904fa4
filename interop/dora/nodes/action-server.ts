// Counts up to a goal with feedback; a cancelled goal ends at once.
import { DoraValue, Node } from "@millrace/dataflow-runtime";

await using node = await Node.connect();
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  if (event.id === "cancel") {
    await node.respond(event, "result", DoraValue.from([-1n], "Int64"), { goalStatus: "canceled" });
    continue;
  }
  const [goal] = event.value.as("Int64");
  // A goal below zero waits for its cancellation.
  if (typeof goal !== "bigint" || goal < 0n) continue;
  for (let number = 0n; number < goal; number += 1n) {
    await node.respond(event, "feedback", DoraValue.from([number], "Int64"));
  }
  await node.respond(event, "result", DoraValue.from([goal], "Int64"), { goalStatus: "succeeded" });
}
