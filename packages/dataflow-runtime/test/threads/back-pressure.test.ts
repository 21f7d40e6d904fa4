import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runDataflow, type Node } from "../../src/index.ts";

const messages = 3000;

test("[THR-18] a worker waits for a slow reader of another thread that asks for back-pressure", async () => {
  const script = fileURLToPath(new URL("nodes/counting.ts", import.meta.url));
  const numbers: unknown[] = [];
  const reader = async (node: Node): Promise<void> => {
    for await (const event of node) {
      if (event.type !== "INPUT") continue;
      numbers.push(event.value.get(0));
      if (numbers.length % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const nodes = [
    { id: "source", path: script, args: String(messages), outputs: ["out"] },
    { id: "reader", path: "reader.js", inputs: { in: { source: "source/out", queue_policy: "backpressure" } } },
  ];
  const { stats } = await runDataflow({ nodes }, { nodes: { reader } });
  expect(stats.edges).toMatchObject([{ messages, dropped: 0 }]);
  expect(numbers).toEqual(Array.from({ length: messages }, (_, number) => number));
});
