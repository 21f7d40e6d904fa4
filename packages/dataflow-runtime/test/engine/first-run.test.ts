import { expect, test } from "vitest";
import { runDataflow } from "../../src/run-dataflow.ts";

test("[MAP-20] [ENG-1] two functions and a timer run to the end", async () => {
  const got: unknown[] = [];
  const yaml = `
nodes:
  - id: counter
    path: node
    args: counter.js
    inputs: { tick: dora/timer/millis/1 }
    outputs: [count]
  - id: reader
    path: node
    args: reader.js
    inputs: { count: counter/count }
`;
  const result = await runDataflow(yaml, {
    nodes: {
      counter: async (node) => {
        let count = 0;
        for await (const event of node) {
          if (event.type === "INPUT") await node.sendOutput("count", Int32Array.of(count++));
          if (count === 3) break;
        }
      },
      reader: async (node) => {
        for await (const event of node) got.push(event.type === "INPUT" ? event.value.get(0) : event.type);
      },
    },
  });
  expect(result.ok).toBe(true);
  expect(got.filter((item) => typeof item === "number")).toEqual([0, 1, 2]);
  expect(got).toContain("INPUT_CLOSED");
  expect(got).toContain("STOP");
});
