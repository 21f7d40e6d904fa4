import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import process from "node:process";
import { cacheFolder, root } from "./paths.mjs";
import { platformKey } from "./platform.mjs";
import { npmCommand, run } from "./process.mjs";
import { table } from "./table.mjs";
import { binFolder, isEnough, toolsOf } from "./tools.mjs";
import { readManifest } from "./workspace.mjs";

/** @typedef {{ readonly name: string, readonly found: string, readonly advice?: string }} Finding what has advice is missing */

/** The only platform that the tests have run on; on the others it may work. */
const testedPlatforms = ["linux-x64"];
/** `.tools`, `node_modules` and turbo's cache, with some room. */
const roomBytes = 3e9;

/**
 * @param {readonly string[]} command
 * @returns {Promise<string | undefined>} the version in what it says
 */
const versionOf = async (command) => {
  try {
    const { code, output } = await run([...command, "--version"], { cwd: root, env: process.env, quiet: true });
    return code === 0 ? /\d+\.\d+\S*/.exec(output)?.[0] : undefined;
  } catch {
    return undefined;
  }
};

/**
 * @param {{ readonly version: string }} tool
 * @param {string} bin
 */
const fromNpm = ({ version }, bin) =>
  `${version} ${existsSync(bin) ? "is in .tools" : "comes with the first npm start"}`;

/** @returns {Finding} */
export const platformFinding = (platform = platformKey()) => ({
  name: "platform",
  found: testedPlatforms.includes(platform) ? platform : `${platform}, on which nothing has been tested`,
});

/** @returns {Finding} */
export const nodeFinding = (version = process.versions.node, { node24 } = toolsOf()) => {
  if (isEnough(version)) return { name: "node", found: `${version}, used as it is` };
  if (node24 === undefined)
    return { name: "node", found: version, advice: "install Node 24, npm has none for this platform" };
  const found = `${version}; ${fromNpm(node24, binFolder("node24", node24))}`;
  return Number(version.split(".")[0]) < 20
    ? { name: "node", found, advice: "install Node 20 or newer" }
    : { name: "node", found };
};

/** @returns {Finding} */
export const pnpmFinding = ({ pnpm } = toolsOf()) =>
  pnpm === undefined
    ? { name: "pnpm", found: "npm has none for this platform", advice: "use another platform" }
    : { name: "pnpm", found: fromNpm(pnpm, binFolder("pnpm", pnpm)) };

/** @returns {Finding} */
export const npmFinding = (/** @type {string | undefined} */ version) => {
  if (version === undefined) return { name: "npm", found: "absent", advice: "install npm 10 or newer" };
  const found = version;
  return Number(version.split(".")[0]) < 10
    ? { name: "npm", found, advice: "npm install --global npm@11" }
    : { name: "npm", found };
};

/** @returns {Finding} */
export const gitFinding = (/** @type {string | undefined} */ version) =>
  version === undefined ? { name: "git", found: "absent", advice: "install git" } : { name: "git", found: version };

/** @returns {Finding} */
const turboFinding = () => {
  const folder = path.join(root, "node_modules/turbo");
  return {
    name: "turbo",
    found: existsSync(folder) ? `${readManifest(folder).version}` : "comes with the first npm start",
  };
};

/**
 * @param {string} name
 * @param {string} folder
 * @param {number} freeBytes
 * @returns {Finding}
 */
export const diskFinding = (name, folder, freeBytes) => {
  const found = `${(freeBytes / 1e9).toFixed(1)} GB free at ${folder}`;
  return freeBytes < roomBytes ? { name, found, advice: `make room: ${roomBytes / 1e9} GB` } : { name, found };
};

/** @param {string} folder it need not exist yet */
const freeBytesAt = async (folder) => {
  const { bavail, bsize } = await statfs(existsSync(folder) ? folder : homedir());
  return bavail * bsize;
};

/** How to use the repository's own tools in a shell. */
const shellLine = () => {
  const { node24, pnpm } = toolsOf();
  const folders = [
    ...(pnpm === undefined ? [] : [binFolder("pnpm", pnpm)]),
    path.join(root, "node_modules/.bin"),
    ...(isEnough() || node24 === undefined ? [] : [binFolder("node24", node24)]),
  ];
  return `export PATH="${folders.join(path.delimiter)}${path.delimiter}$PATH"`;
};

/** `npm run doctor`: what is here, what is missing, what to do. It reads only, and asks no network. */
export const doctor = async () => {
  const findings = [
    platformFinding(),
    nodeFinding(),
    npmFinding(await versionOf(npmCommand())),
    pnpmFinding(),
    gitFinding(await versionOf(["git"])),
    turboFinding(),
    diskFinding("disk", root, await freeBytesAt(root)),
    diskFinding("cache", cacheFolder(), await freeBytesAt(cacheFolder())),
  ];
  console.log(
    table([["what", "found", "to do"], ...findings.map(({ name, found, advice = "" }) => [name, found, advice])]),
  );
  const missing = findings.filter(({ advice }) => advice !== undefined).map(({ name }) => name);
  if (missing.length > 0) console.log(`\nMissing: ${missing.join(", ")}.`);
  else console.log(`\nNothing is missing. To use the repository's own tools by hand:\n${shellLine()}`);
  return missing.length === 0 ? 0 : 1;
};
