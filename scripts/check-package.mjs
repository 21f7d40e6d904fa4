// Looks at the package in the current folder as its users will get it: the tarball, its manifest, its types.
import path from "node:path";
import process from "node:process";
import { apiDiff } from "./lib/api-report.mjs";
import { Failure, program } from "./lib/failure.mjs";
import { inTempFolder, must, pack } from "./lib/pack.mjs";
import { tarballProblems } from "./lib/tarball.mjs";

const folder = process.cwd();

/** @param {string} temp */
const checkTarball = async (temp) => {
  const tarball = await pack(folder, temp);
  await must(["publint", tarball, "--strict"], folder);
  await must(["attw", tarball, "--profile", "esm-only", "--format", "ascii"], folder);
  await must(["tar", "-xzf", tarball, "-C", temp], folder);
  const problems = tarballProblems(path.join(temp, "package"));
  if (problems.length > 0) throw new Failure(problems.join("\n"));
};

const checkApi = () => {
  const diff = apiDiff(folder);
  if (diff === "") return;
  throw new Failure(
    `etc/api.d.ts and the public surface differ\n\n${diff}\nIf that is intended: npm run api -- --write`,
  );
};

await program(async () => {
  await inTempFolder("check", checkTarball);
  checkApi();
  return 0;
});
