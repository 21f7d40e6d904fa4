// Sends some numbers and ends: well, or at once with the exit code that it is told.
import process from "node:process";
import { DoraValue, Node } from "@millrace/dataflow-runtime";

const [amount = "0", code] = process.argv.slice(2);
await using node = await Node.connect();
for (let number = 0; number < Number(amount); number += 1) {
  await node.sendOutput("out", DoraValue.from([BigInt(number)], "Int64"), { number });
}
// Without a goodbye, as a crash does.
if (code !== undefined) process.exit(Number(code));
