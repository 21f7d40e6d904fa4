// npm run api: how the public surface of the built packages differs from the accepted one; with -- --write it is accepted.
import process from "node:process";
import { acceptApi, apiDiff } from "./lib/api.mjs";
import { program } from "./lib/failure.mjs";
import { packagesIn } from "./lib/workspace.mjs";

await program(() => {
  const packages = packagesIn("packages");
  if (process.argv.includes("--write")) {
    for (const { folder } of packages) acceptApi(folder);
    return 0;
  }
  const changed = packages.map(({ folder, manifest }) => ({ name: manifest.name, diff: apiDiff(folder) }));
  const differing = changed.filter(({ diff }) => diff !== "");
  for (const { name, diff } of differing) console.log(`${name}: etc/api.d.ts and the public surface differ\n\n${diff}`);
  if (differing.length > 0) console.log("If that is intended: npm run api -- --write");
  return differing.length === 0 ? 0 : 1;
});
