import { Node } from "../../../src/index.ts";

/** Counts its ticks up to the number of its argument or of COUNT_TO, then ends. */
const countTo = Number(process.env["COUNT_TO"] ?? process.argv[2] ?? 3);
const node = await Node.connect();
let count = 0;
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  await node.sendOutput("count", Int32Array.of((count += 1)));
  if (count === countTo) break;
}
await node.close();
