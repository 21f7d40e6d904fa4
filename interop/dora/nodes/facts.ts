// What the daemon tells a node about itself.
import assert from "node:assert/strict";
import { Node } from "@millrace/dataflow-runtime";

await using node = await Node.connect();
assert.match(node.dataflowId, /^[0-9a-f-]{36}$/);
assert.equal(node.nodeId, "facts");
assert.equal(node.isRestart, false);
assert.equal(node.restartCount, 0);
const { inputs, outputs } = node.nodeConfig;
assert.deepEqual([...outputs].toSorted(), ["op/with.slash", "out"]);
assert.deepEqual(inputs.get("tick"), { source: "dora/timer/millis/50", queueSize: 10, queuePolicy: "drop_oldest" });
assert.deepEqual(inputs.get("long"), {
  source: "facts/out",
  queueSize: 3,
  queuePolicy: "backpressure",
  inputTimeoutMs: 2500,
});
const { nodes } = node.dataflowDescriptor() as { readonly nodes: readonly { readonly id: string }[] };
assert.deepEqual(
  nodes.map(({ id }) => id),
  ["facts"],
);
assert.equal(process.env["GREETING"], "hello");
assert.deepEqual(process.argv.slice(2), ["--name", "two words"]);
node.logInfo("facts are right");
await node.extensionStore("judge", "key", Uint8Array.of(1, 2));
assert.deepEqual(await node.extensionLoad("judge", "key"), Uint8Array.of(1, 2));
await node.extensionDrop("judge", "key");
assert.equal(await node.extensionLoad("judge", "key"), undefined);
console.log("judged 1");
