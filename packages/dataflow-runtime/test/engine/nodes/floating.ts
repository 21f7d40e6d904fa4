import { Node } from "../../../src/index.ts";

/** Starts its work at the top level without awaiting it. */
async function main(): Promise<void> {
  const node = await Node.connect();
  for await (const event of node) if (event.type === "INPUT") await node.sendOutput("double", event.value);
  await node.close();
}
void main();
