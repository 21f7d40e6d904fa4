import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { cleanEnv } from "./env.mjs";
import { Failure } from "./failure.mjs";
import { root } from "./paths.mjs";
import { platformKey } from "./platform.mjs";
import { npmCommand, run } from "./process.mjs";

/** @typedef {"node24" | "node22" | "node26" | "node20" | "pnpm"} Role */
/** @typedef {{ readonly name: string, readonly version: string, readonly integrity: string }} Tool */

/** @type {Readonly<Record<string, Partial<Record<Role, Tool>>>>} */
export const toolTable = JSON.parse(readFileSync(path.join(root, "scripts/tools.json"), "utf8"));

/** What npm offers for a platform; a role that is absent has no package there. */
export const toolsOf = (platform = platformKey()) => toolTable[platform] ?? {};

/** The repository's own tools run on Node 24 or newer; published packages run on older ones. */
export const isEnough = (version = process.versions.node) => Number(version.split(".")[0]) >= 24;

/**
 * A manifest and a lock file that allow one package with one content. Without a `resolved` address npm asks the
 * registry that the user has configured, and still refuses any other bytes.
 *
 * @param {Tool} tool
 */
export const lockOf = ({ name, version, integrity }) => {
  const dependencies = { [name]: version };
  const packages = { "": { dependencies }, [`node_modules/${name}`]: { version, integrity } };
  return {
    "package.json": JSON.stringify({ private: true, dependencies }),
    "package-lock.json": JSON.stringify({ lockfileVersion: 3, requires: true, packages }),
  };
};

/**
 * Where a tool is installed: a folder of its own for each platform and version, so that one never replaces another.
 *
 * @param {Role} role
 * @param {Tool} tool
 */
const homeOf = (role, { version }, checkout = root) =>
  path.join(checkout, ".tools", platformKey(), `${role}-${version}`);

/**
 * The folder with the program of a tool: to be put on the PATH.
 *
 * @param {Role} role
 * @param {Tool} tool
 */
export const binFolder = (role, tool, checkout = root) => {
  const installed = path.join(homeOf(role, tool, checkout), "node_modules", tool.name);
  return role === "pnpm" ? installed : path.join(installed, "bin");
};

/**
 * Installs one tool from npm unless it is there. Its folder appears by one rename, so that it is whole or absent.
 *
 * @param {Role} role
 * @returns {Promise<{ version: string, bin: string }>}
 */
export const ensureTool = async (role, { offered = toolsOf(), checkout = root, npm = npmCommand() } = {}) => {
  const tool = offered[role];
  if (tool === undefined) {
    const advice = role === "pnpm" ? "another platform has to do" : "install Node 24 or newer yourself";
    throw new Failure(`npm has no ${role} for ${platformKey()}; ${advice}`);
  }
  const { name, version } = tool;
  const bin = binFolder(role, tool, checkout);
  if (existsSync(bin)) return { version, bin };

  const home = homeOf(role, tool, checkout);
  const fresh = `${home}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  for (const [file, content] of Object.entries(lockOf(tool))) await writeFile(path.join(fresh, file), content);
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const command = [...npm, "ci", "--prefix", fresh, ...flags];
  const { code, output } = await run(command, { cwd: fresh, env: cleanEnv(process.env), quiet: true });
  if (code === 0) {
    await rm(home, { recursive: true, force: true });
    await rename(fresh, home);
    return { version, bin };
  }
  await rm(fresh, { recursive: true, force: true });
  const why = output.includes("EINTEGRITY")
    ? `the registry's ${name}@${version} is not the one that scripts/tools.json pins; it was not installed`
    : `npm could not install ${name}@${version}`;
  throw new Failure(`${why}\n${output.trim()}`, `npm view ${name}@${version} dist.integrity`);
};
