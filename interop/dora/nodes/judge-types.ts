// Sends every Arrow type to Python and checks how it read each, what it sent back, and that numbers kept their kind.
import assert from "node:assert/strict";
import { f64, Node, type InputEvent } from "@millrace/dataflow-runtime";
import { values } from "./values.ts";

await using node = await Node.connect();
const answer = async (): Promise<InputEvent> => {
  for (;;) {
    const event = await node.next(30_000);
    assert.ok(event !== undefined && event.type !== "ERROR", "no answer");
    if (event.type === "INPUT") return event;
  }
};

const all = values();
for (const [type, value] of all) {
  await node.sendOutput("data", value, { whole: 2, float: f64(2), big: 2n ** 62n, texts: ["a", ""] });
  const { value: got, metadata } = await answer();
  const { parameters } = metadata;
  assert.equal(parameters["type"], type);
  assert.equal(parameters["length"], value.length);
  assert.deepEqual(got.toJSON(), value.toJSON(), type);
  assert.equal(parameters["whole"], 2);
  assert.equal(parameters["kinds"], "big:int float:float texts:list whole:int");
  assert.equal(parameters["big"], 2n ** 62n);
}
console.log(`judged ${all.length}`);
