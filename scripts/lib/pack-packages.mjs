import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { withOwnDependencies } from "./consumer.mjs";
import { Failure } from "./failure.mjs";
import { pack } from "./pack.mjs";
import { root } from "./paths.mjs";
import { build } from "./turbo.mjs";
import { packagesIn } from "./workspace.mjs";

/** @typedef {import("./workspace.mjs").Package} Package */

/**
 * Packs packages into a folder that then holds nothing else.
 *
 * @param {readonly Package[]} packages
 * @param {string} destination
 * @param {Readonly<Record<string, string | undefined>>} [env] one that finds pnpm
 * @returns {Promise<ReadonlyMap<string, string>>} the tarballs, by the folders of the packages
 */
export const packAll = async (packages, destination, env) => {
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  const tarballs = new Map();
  for (const { folder } of packages) tarballs.set(folder, await pack(folder, destination, env));
  return tarballs;
};

/**
 * For each package the command that installs it, with what it needs of ours, into a project.
 *
 * @param {readonly Package[]} packages
 * @param {ReadonlyMap<string, string>} tarballs
 */
export const installLines = (packages, tarballs) =>
  packages.map(({ folder }) => {
    const files = withOwnDependencies(folder, packages).map((each) => `"${tarballs.get(each)}"`);
    return `npm install ${files.join(" ")}`;
  });

/**
 * `npm run pack`: the packages as they would be published, for projects outside of this repository.
 *
 * @param {readonly string[]} args
 */
export const packCommand = async (args) => {
  if (args.length > 0) throw new Failure(`npm run pack packs all packages, and takes no '${args[0]}'`);
  const env = await bootstrap();
  await build(env);
  const packages = packagesIn("packages").filter(({ manifest }) => manifest.private !== true);
  const tarballs = await packAll(packages, path.join(root, "out/packages"), env);
  console.log(`\n${tarballs.size} packages are in out/packages. In a project of yours, one of these:\n`);
  for (const line of installLines(packages, tarballs)) console.log(line);
  return 0;
};
