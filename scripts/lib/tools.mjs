import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { root, toolsFolder } from "./paths.mjs";
import { PhaseError } from "./phase.mjs";
import { platformKey } from "./platform.mjs";
import { npmCommand, run } from "./process.mjs";

/** @typedef {"node24" | "node22" | "node26" | "pnpm"} Role */
/** @typedef {{ readonly name: string, readonly version: string, readonly integrity: string }} Tool */

/**
 * What npm offers for a platform; a role that is absent has no package there.
 *
 * @returns {Partial<Record<Role, Tool>>}
 */
export const toolsOf = (platform = platformKey()) =>
  JSON.parse(readFileSync(path.join(root, "scripts/tools.json"), "utf8"))[platform] ?? {};

/**
 * A manifest and a lock file that allow one package with one content. Without a `resolved` address npm asks the
 * registry that the user has configured, and still refuses any other bytes.
 *
 * @param {Tool} tool
 */
export const lockOf = ({ name, version, integrity }) => {
  const dependencies = { [name]: version };
  return {
    "package.json": { private: true, dependencies },
    "package-lock.json": {
      lockfileVersion: 3,
      requires: true,
      packages: { "": { dependencies }, [`node_modules/${name}`]: { version, integrity } },
    },
  };
};

/**
 * The folder with the program of a tool: to be put on the PATH.
 *
 * @param {Role} role
 * @param {Tool} tool
 */
export const binFolder = (role, { name, version }, platform = platformKey()) => {
  const installed = path.join(toolsFolder, platform, `${role}-${version}`, "node_modules", name);
  return role === "pnpm" ? installed : path.join(installed, "bin");
};

/**
 * Installs one tool from npm unless it is there already. The folder appears by one rename, so that it is whole or absent.
 *
 * @param {Role} role
 * @returns {Promise<{ version: string, bin: string }>}
 */
export const ensureTool = async (role) => {
  const tool = toolsOf()[role];
  if (tool === undefined) {
    throw new PhaseError(
      `npm has no ${role} for ${platformKey()}`,
      role === "pnpm" ? "install pnpm 12 yourself and put it on the PATH" : "install Node 24 or newer yourself",
    );
  }
  const bin = binFolder(role, tool);
  if (existsSync(bin)) return { version: tool.version, bin };

  const folder = path.join(toolsFolder, platformKey(), `${role}-${tool.version}`);
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  for (const [file, content] of Object.entries(lockOf(tool))) {
    await writeFile(path.join(fresh, file), JSON.stringify(content, null, 2));
  }
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const command = [...npmCommand(), "ci", "--prefix", fresh, ...flags];
  const { code, output } = await run(command, { cwd: fresh, env: process.env, quiet: true });
  await rm(folder, { recursive: true, force: true });
  if (code === 0) await rename(fresh, folder);
  else await rm(fresh, { recursive: true, force: true });
  if (code !== 0) {
    const why = output.includes("EINTEGRITY")
      ? `${tool.name}@${tool.version} from the registry is not the one that scripts/tools.json pins`
      : `npm could not install ${tool.name}@${tool.version}`;
    throw new PhaseError(`${why}\n${output.trim()}`, `npm view ${tool.name}@${tool.version} dist.integrity`);
  }
  return { version: tool.version, bin };
};
