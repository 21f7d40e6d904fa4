// Hears two timers for a while; the faster one must tick about five times as often.
import assert from "node:assert/strict";
import { Node } from "@millrace/dataflow-runtime";

const ticks = { fast: 0, slow: 0 };
await using node = await Node.connect();
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  assert.equal(event.value.length, 0);
  ticks[event.id as keyof typeof ticks] += 1;
  if (ticks.slow === 6) break;
}
assert.ok(ticks.fast > 15 && ticks.fast < 35, JSON.stringify(ticks));
console.log("judged 1");
