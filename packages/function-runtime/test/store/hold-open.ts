// Opens a store in a process of its own, and does there what the second argument says, until it is killed.
import process from "node:process";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";

const [, , dir = "", what] = process.argv;
const platform = await openEmbedded({ dir });
if ((await platform.read({ type: "project", id: "p" })) === undefined) {
  await platform.create("project", { kind: "project", name: "p" });
}
process.send?.("open");
// Its timer keeps it alive.
setInterval(() => undefined, 60_000);
for (let count = 0; what === "write"; count += 1) {
  const name = `a${count % 5}`;
  const spec = { path: `s3://millrace/${name}`, filling: "x".repeat(50_000) };
  const made = await platform.create("artifact", { kind: "artifact", name, project: "p", spec });
  await platform.update("artifact", { ...made, status: { state: "READY" } });
  await platform.upload(`s3://millrace/p/${name}`, Buffer.alloc(100_000, count));
}
