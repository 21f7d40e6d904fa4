import { acceptApi, apiDiff } from "./api-report.mjs";
import { bootstrap } from "./bootstrap.mjs";
import { build } from "./turbo.mjs";
import { packagesIn } from "./workspace.mjs";

/**
 * `npm run api [-- --write]`: how the public surface of the packages differs from the accepted one; or accepts it.
 *
 * @param {readonly string[]} args
 */
export const api = async (args) => {
  await build(await bootstrap());
  const packages = packagesIn("packages");
  if (args.includes("--write")) {
    for (const { folder } of packages) acceptApi(folder);
    return 0;
  }
  const diffs = packages.map(({ folder, manifest }) => ({ name: manifest.name, diff: apiDiff(folder) }));
  const changed = diffs.filter(({ diff }) => diff !== "");
  for (const { name, diff } of changed) console.log(`\n${name}: etc/api.d.ts and the public surface differ\n\n${diff}`);
  if (changed.length > 0) console.log("If that is intended: npm run api -- --write");
  return changed.length === 0 ? 0 : 1;
};
