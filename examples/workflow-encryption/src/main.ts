import { strict as assert } from "node:assert";
import { parseArgs } from "node:util";
import { startServer } from "@millrace/workflow-sdk/server";
import { runSealed } from "./sealed.ts";

const { values } = parseArgs({ options: { address: { type: "string" } } });
const patient = { name: "Ada", findings: ["a curious mind"] };

await using server = values.address === undefined ? await startServer() : undefined;
const { result, seen } = await runSealed(server ?? values.address ?? "", patient);

assert.equal(result, "Ada: a curious mind");
assert.ok(seen.includes("binary/encrypted"), "nothing on the server is encrypted");
assert.ok(!seen.includes("curious"), "the server can read what it must not");
console.log(`With the key: ${JSON.stringify(result)}`);
console.log(`On the server: ${seen.length} characters, marked binary/encrypted, without a readable word of it.`);
