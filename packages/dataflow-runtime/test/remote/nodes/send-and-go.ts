import { Node } from "../../../src/node.ts";

const node = await Node.connect();
for (let count = 0; count < 300; count++) void node.sendOutput("out", null, { count });
