import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { peersFolder } from "./env.ts";

/** Imports a package of the suite's `peers.json` from where the bench command installed them. */
export const loadPeer = async <Module>(name: string): Promise<Module> => {
  const folder = peersFolder();
  if (folder === undefined) throw new Error("MILLRACE_PEERS is not set; run it with: npm run bench");
  const peers = (await import(pathToFileURL(join(folder, "peers.mjs")).href)) as {
    load(name: string): Promise<Module>;
  };
  return peers.load(name);
};
