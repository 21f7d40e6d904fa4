import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runDataflow, type Node } from "../../src/index.ts";

const columns = 10_000;

test("[THR-18] a type that is too long for a thread is an error for its reader, and the dataflow goes on", async () => {
  const script = fileURLToPath(new URL("nodes/errors.ts", import.meta.url));
  const wide = Object.fromEntries(
    Array.from({ length: columns }, (_, index) => [`a column of a long name ${index}`, 1]),
  );
  const source = (node: Node): Promise<void> => node.sendOutput("out", [wide]);
  const nodes = [
    { id: "source", path: "source.js", outputs: ["out"] },
    { id: "reader", path: script, inputs: { in: "source/out" } },
  ];
  const messages: string[] = [];
  const onLog = ({ message }: { readonly message: string }): void => void messages.push(message);
  const { stats } = await runDataflow({ nodes }, { nodes: { source }, onLog });
  expect(messages).toEqual(["DATAFLOW_TYPE_TOO_LARGE"]);
  expect(stats.edges).toMatchObject([{ messages: 1, dropped: 1, pending: 0 }]);
});
