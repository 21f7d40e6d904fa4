// A dynamic node: reads so many inputs of `in`, then leaves.
import process from "node:process";
import { Node } from "@millrace/dataflow-runtime";

const [nodeId = "guest", amount = "1", onUnreachableInput = "warn"] = process.argv.slice(2);
await using node = await Node.connect({ nodeId, onUnreachableInput: onUnreachableInput as "warn" | "error" });
let inputs = 0;
while (inputs < Number(amount)) {
  const event = await node.next(20_000);
  if (event === undefined || event.type === "ERROR") break;
  if (event.type === "INPUT") inputs += 1;
}
console.log(`judged ${inputs}`);
