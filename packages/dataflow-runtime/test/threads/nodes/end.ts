// Ends in the way that its argument names.
import { Node } from "../../../src/node.ts";

const node = await Node.connect();
const [way] = process.argv.slice(2);
await node.sendOutput("out", "last words");
if (way === "throw") throw new TypeError("the script has failed");
if (way === "reject") void Promise.reject(new Error("nobody caught this"));
if (way === "exit") process.exit(7);
if (way === "exit-0") process.exit(0);
if (way === "stuck") for (;;);
// An idle node waits for its engine; any other way ends by itself.
if (way === "idle") for await (const _ of node);
