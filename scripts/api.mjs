// npm run api: how the public surface of the built packages differs from the accepted one. npm run api -- --write: accept it.
import process from "node:process";
import { acceptApi, apiDiff } from "./lib/api.mjs";
import { packagesIn } from "./lib/workspace.mjs";

for (const { folder, manifest } of packagesIn("packages")) {
  if (process.argv.includes("--write")) {
    acceptApi(folder);
    continue;
  }
  const diff = apiDiff(folder);
  if (diff === "") continue;
  console.log(`${manifest.name}: etc/api.d.ts and the public surface differ\n\n${diff}`);
  console.log("If that is intended: npm run api -- --write\n");
  process.exitCode = 1;
}
