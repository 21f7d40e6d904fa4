// Sends bytes of all sizes up to the daemon's frame and checks the digest that Python made of them.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { Node } from "@millrace/dataflow-runtime";

const sizes = [0, 1, 8, 1000, 4095, 4096, 65_536, 1_000_000, 10_000_000, 40_000_000, 67_000_000];

await using node = await Node.connect();
for (const size of sizes) {
  const bytes = randomBytes(size);
  await node.sendOutput("data", bytes, { digest: true });
  const event = await node.next(60_000);
  assert.ok(event?.type === "INPUT", `${size} bytes: ${event?.type}`);
  const { length, sha256 } = event.metadata.parameters;
  assert.deepEqual({ length, sha256 }, { length: size, sha256: createHash("sha256").update(bytes).digest("hex") });
}
console.log(`judged ${sizes.length}`);
