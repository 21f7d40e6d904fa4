// Fails in its first life, sends in both.
import process from "node:process";
import { DoraValue, Node } from "@millrace/dataflow-runtime";

await using node = await Node.connect();
await node.sendOutput("out", DoraValue.from([BigInt(node.restartCount)], "Int64"));
// Without a goodbye, as a crash does.
if (!node.isRestart) process.exit(1);
