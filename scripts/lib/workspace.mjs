import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} [version]
 * @property {string} [description]
 * @property {string} [license]
 * @property {boolean} [private]
 * @property {string | { url?: string, directory?: string }} [repository]
 * @property {{ provenance?: boolean }} [publishConfig]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, { optional?: boolean }>} [peerDependenciesMeta]
 * @property {Record<string, { types?: string, default?: string } | string>} [exports]
 * @property {{ showcase?: boolean, title?: string, interop?: string, timeoutMs?: number, rawEntries?: string[], notices?: string[], numberOptions?: string[], oneRuntime?: string[] }} [millrace] what the root commands read
 */

/** @typedef {{ readonly folder: string, readonly id: string, readonly manifest: Manifest }} Package */

/**
 * @param {string} folder
 * @returns {Manifest}
 */
export const readManifest = (folder) => JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));

/**
 * The packages in one folder of the checkout, by name of their folder. A folder without a manifest is what is left of
 * a deleted package, and is none.
 *
 * @param {string} group `packages`, `examples`, `interop` …
 * @returns {readonly Package[]}
 */
export const packagesIn = (group, base = root) => {
  const parent = path.join(base, group);
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .sort()
    .map((id) => ({ id, folder: path.join(parent, id) }))
    .filter(({ folder }) => existsSync(path.join(folder, "package.json")))
    .map(({ id, folder }) => ({ id, folder, manifest: readManifest(folder) }));
};
