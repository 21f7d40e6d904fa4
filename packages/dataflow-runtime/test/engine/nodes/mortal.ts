import { Node } from "../../../src/index.ts";

/** Sends its process id, and lives until somebody stops or kills it. */
const node = await Node.connect();
await node.sendOutput("pid", Int32Array.of(process.pid));
for await (const _ of node);
await node.close();
