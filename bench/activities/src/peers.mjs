import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Imports a peer from where the bench command has installed it. `loadPeer` of the suites' tooling does the same, but is
 * TypeScript, and a process that strips types is 17 MB larger.
 *
 * @param {string} name
 */
export const loadPeer = async (name) => {
  const peers = path.join(String(process.env["MILLRACE_PEERS"]), "peers.mjs");
  const { load } = await import(pathToFileURL(peers).href);
  return load(name);
};
