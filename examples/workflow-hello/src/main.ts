import { strict as assert } from "node:assert";
import { parseArgs } from "node:util";
import { startServer } from "@millrace/workflow-sdk/server";
import { hello } from "./hello.ts";

const { values } = parseArgs({ options: { address: { type: "string" } } });

await using server = values.address === undefined ? await startServer() : undefined;
const { activity, workflow } = await hello(server ?? values.address ?? "");

assert.equal(activity, "Hello, Temporal!");
assert.equal(workflow, "Hello, arg1!");
console.log(`An activity by itself: ${activity}`);
console.log(`A workflow that calls it: ${workflow}`);
console.log(
  values.address === undefined
    ? "Both on a server in this process. `node src/main.ts --address localhost:7233` does the same on a real one."
    : `Both on the server at ${values.address}.`,
);
