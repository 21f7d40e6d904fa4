import { Node } from "../../../src/node.ts";

setInterval(() => undefined, 1000);
const node = await Node.connect();
for await (const event of node) {
  if (event.type === "ERROR") process.stdout.write(`ERROR ${String((event.error as { code?: string }).code)}\n`);
}
process.stdout.write("end\n");
