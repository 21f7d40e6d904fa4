import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { runDataflow, type Node } from "../../src/index.ts";

const messages = 3000;

/** Keeps this thread from everything else. */
const sleepDeep = (ms: number): string => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

test("[THR-18] what a worker drops because this thread does not read is counted", async () => {
  const folder = await mkdtemp(join(tmpdir(), "burst-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "sent");
  const script = fileURLToPath(new URL("nodes/burst.ts", import.meta.url));
  let received = 0;
  const reader = async (node: Node): Promise<void> => {
    while (!existsSync(file)) {
      // Lets the dataflow begin, but reads nothing of a burst that is on its way.
      await new Promise((resolve) => setImmediate(resolve));
      sleepDeep(50);
    }
    for await (const event of node) if (event.type === "INPUT") received++;
  };
  const nodes = [
    { id: "source", path: script, args: `${messages} ${file}`, outputs: ["out"] },
    { id: "reader", path: "reader.js", inputs: { in: { source: "source/out", queue_size: messages } } },
  ];
  const { stats } = await runDataflow({ nodes }, { nodes: { reader } });
  const [edge] = stats.edges;
  expect(received).toBeLessThan(messages);
  expect(edge).toMatchObject({ messages, dropped: messages - received, pending: 0 });
});
