import { packageUrl } from "./run-command.ts";

/** A source of three numbers, and a sink that prints their sum. */
export const sumFlow: Readonly<Record<"dataflow.yml" | "source.mjs" | "sink.mjs", string>> = {
  "dataflow.yml": `nodes:
  - {id: source, path: source.mjs, outputs: [n]}
  - {id: sink, path: sink.mjs, inputs: {n: source/n}}
`,
  "source.mjs": `import { Node } from ${JSON.stringify(packageUrl)};
const node = await Node.connect();
for (const n of [1, 2, 3]) await node.sendOutput("n", [n]);
await node.close();
`,
  "sink.mjs": `import { Node } from ${JSON.stringify(packageUrl)};
const node = await Node.connect();
let sum = 0;
for await (const event of node) if (event.type === "INPUT") sum += Number(event.value.get(0));
console.log("sum", sum);
`,
};
