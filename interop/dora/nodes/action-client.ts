// Follows a goal to its end, and cancels another.
import assert from "node:assert/strict";
import { DoraValue, Node } from "@millrace/dataflow-runtime";

await using node = await Node.connect();
const goal = await node.sendGoal("goal", DoraValue.from([3n], "Int64"));
const feedback: unknown[] = [];
for await (const { value } of goal) feedback.push(...value);
const { status, event } = await goal.result;
assert.deepEqual(
  { feedback, status, value: [...event.value] },
  { feedback: [0n, 1n, 2n], status: "succeeded", value: [3n] },
);

const cancelling = new AbortController();
const endless = await node.sendGoal("goal", DoraValue.from([-1n], "Int64"), { signal: cancelling.signal });
cancelling.abort();
assert.equal((await endless.result).status, "canceled");
console.log("judged 2");
