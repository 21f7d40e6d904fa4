// Asks for the sums of some lists, all at once, and checks each answer.
import assert from "node:assert/strict";
import { DoraValue, Node } from "@millrace/dataflow-runtime";

await using node = await Node.connect();
const ask = async (count: number): Promise<void> => {
  const numbers = Array.from({ length: count }, (_, index) => BigInt(index));
  const answer = await node.request("request", DoraValue.from(numbers, "Int64"), { timeoutMs: 30_000 });
  const wanted = numbers.reduce((sum, number) => sum + number, 0n);
  assert.deepEqual([...answer.value].map(String), [String(wanted)]);
};
const counts = [1, 2, 3, 4, 5];
await Promise.all(counts.map((count) => ask(count)));
console.log(`judged ${counts.length}`);
