import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import process from "node:process";
import { wantedMajor } from "./bootstrap.mjs";
import { cacheFolder, root } from "./paths.mjs";
import { platformKey } from "./platform.mjs";
import { npmCommand, run } from "./process.mjs";
import { table } from "./table.mjs";
import { binFolder, toolsOf } from "./tools.mjs";
import { readManifest } from "./workspace.mjs";

/** @typedef {{ readonly name: string, readonly found: string, readonly advice?: string, readonly needed?: boolean }} Finding */

/** The only platform on which `npm test` ran before a release; on the others it may work. */
const testedPlatforms = ["linux-x64"];
/** `.tools`, `node_modules` and turbo's cache, with some room. */
const roomBytes = 3e9;

/** @param {readonly string[]} command */
const versionOf = async (command) => {
  try {
    const { code, output } = await run([...command, "--version"], { cwd: root, env: process.env, quiet: true });
    return code === 0
      ? output
          .trim()
          .split("\n")
          .at(-1)
          ?.replace(/^git version /, "")
      : undefined;
  } catch {
    return undefined;
  }
};

/** @param {string} folder the folder itself need not exist yet */
const freeBytes = async (folder) => {
  const existing = existsSync(folder) ? folder : homedir();
  const { bavail, bsize } = await statfs(existing);
  return bavail * bsize;
};

/**
 * @param {string} name
 * @param {string} folder
 * @returns {Promise<Finding>}
 */
const disk = async (name, folder) => {
  const free = await freeBytes(folder);
  const found = `${(free / 1e9).toFixed(1)} GB free at ${folder}`;
  return free < roomBytes
    ? { name, found, needed: true, advice: `make ${roomBytes / 1e9} GB of room` }
    : { name, found };
};

/** @returns {Finding} */
export const nodeFinding = (version = process.versions.node, tools = toolsOf()) => {
  const major = Number(version.split(".")[0]);
  if (major >= wantedMajor) return { name: "node", found: `${version}, used as it is` };
  if (tools.node24 === undefined) {
    return {
      name: "node",
      found: version,
      needed: true,
      advice: `install Node ${wantedMajor}: npm has none for this platform`,
    };
  }
  const { version: ours } = tools.node24;
  const here = existsSync(binFolder("node24", tools.node24));
  const found = `${version}; ${ours} from npm ${here ? "is in .tools" : "comes with the first npm start"}`;
  return major < 20
    ? { name: "node", found, needed: true, advice: "install Node 20 or newer" }
    : { name: "node", found };
};

/** @returns {Finding} */
export const pnpmFinding = (tools = toolsOf()) => {
  if (tools.pnpm === undefined) {
    return { name: "pnpm", found: "npm has none for this platform", needed: true, advice: "work on another platform" };
  }
  const here = existsSync(binFolder("pnpm", tools.pnpm));
  return { name: "pnpm", found: `${tools.pnpm.version}, ${here ? "in .tools" : "comes with the first npm start"}` };
};

/** @returns {Promise<Finding>} */
const npmFinding = async () => {
  const version = await versionOf(npmCommand());
  if (version === undefined) return { name: "npm", found: "absent", needed: true, advice: "install npm 10 or newer" };
  const old = Number(version.split(".")[0]) < 10;
  return old
    ? { name: "npm", found: version, needed: true, advice: "npm install --global npm@11" }
    : { name: "npm", found: version };
};

/** @returns {Promise<Finding>} */
const gitFinding = async () => {
  const version = await versionOf(["git"]);
  if (version === undefined) return { name: "git", found: "absent", needed: true, advice: "install git" };
  return { name: "git", found: version };
};

/** @returns {Finding} */
const turboFinding = () => {
  const folder = path.join(root, "node_modules/turbo");
  return {
    name: "turbo",
    found: existsSync(folder) ? `${readManifest(folder).version}` : "comes with the first npm start",
  };
};

/** @returns {Finding} */
const platformFinding = () => {
  const key = platformKey();
  return { name: "platform", found: testedPlatforms.includes(key) ? key : `${key}, on which nothing has been tested` };
};

/** How to use the repository's own tools in a shell. */
const shellLine = () => {
  const { node24, pnpm } = toolsOf();
  const own = Number(process.versions.node.split(".")[0]) >= wantedMajor;
  const folders = [
    ...(pnpm === undefined ? [] : [binFolder("pnpm", pnpm)]),
    path.join(root, "node_modules/.bin"),
    ...(own || node24 === undefined ? [] : [binFolder("node24", node24)]),
  ];
  return `export PATH="${folders.join(path.delimiter)}${path.delimiter}$PATH"`;
};

/** `npm run doctor`: what is here, what is missing, what to do. Reads only; asks no network. */
export const doctor = async () => {
  const findings = [
    platformFinding(),
    nodeFinding(),
    await npmFinding(),
    pnpmFinding(),
    await gitFinding(),
    turboFinding(),
    await disk("disk", root),
    await disk("cache", cacheFolder()),
  ];
  console.log(
    table([["what", "found", "to do"], ...findings.map(({ name, found, advice }) => [name, found, advice ?? ""])]),
  );
  const missing = findings.filter(({ needed }) => needed === true);
  if (missing.length > 0) console.log(`\nMissing: ${missing.map(({ name }) => name).join(", ")}.`);
  else console.log(`\nNothing is missing. To use the repository's own tools by hand:\n${shellLine()}`);
  return missing.length === 0 ? 0 : 1;
};
