// Sends numbers as fast as it may.
import { DoraValue } from "../../../src/value.ts";
import { Node } from "../../../src/node.ts";

const node = await Node.connect();
for (let number = 0; number < Number(process.argv[2]); number += 1) {
  await node.sendOutput("out", DoraValue.from([number]));
}
await node.close();
