// After a change of versions in tools.json: asks the registry for the hashes of exactly these versions.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { program } from "./lib/failure.mjs";
import { must } from "./lib/pack.mjs";
import { root } from "./lib/paths.mjs";
import { npmCommand } from "./lib/process.mjs";
import { toolTable } from "./lib/tools.mjs";

/** @param {import("./lib/tools.mjs").Tool} tool */
const pin = async ({ name, version }) => {
  const view = [...npmCommand(), "view", `${name}@${version}`, "dist.integrity", "--json", "--loglevel=error"];
  return { name, version, integrity: JSON.parse(await must(view, root)) };
};

await program(async () => {
  /** @type {Record<string, Record<string, import("./lib/tools.mjs").Tool>>} */
  const table = {};
  for (const [platform, tools] of Object.entries(toolTable)) {
    table[platform] = {};
    for (const [role, tool] of Object.entries(tools)) table[platform][role] = await pin(tool);
  }
  writeFileSync(path.join(root, "scripts/tools.json"), `${JSON.stringify(table, null, 2)}\n`);
  return 0;
});
