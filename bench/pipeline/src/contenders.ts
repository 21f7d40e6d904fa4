import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Contender } from "./contender.ts";
import { asyncAuto } from "./contenders/async-auto.ts";
import { effect } from "./contenders/effect.ts";
import { flowcraft } from "./contenders/flowcraft.ts";
import { listr2 } from "./contenders/listr2.ts";
import { pGraph } from "./contenders/p-graph.ts";
import { peersFolder } from "./env.ts";

/** Ourselves, under the name that the tables show. */
export const ours = "millrace";

/** Name on npm → how it is used. */
const peers: Readonly<Record<string, (module: never) => Contender>> = {
  "p-graph": pGraph,
  effect: effect,
  async: asyncAuto,
  listr2: listr2,
  flowcraft: flowcraft,
};

export const peerNames: readonly string[] = Object.keys(peers);

/** Imports a library and makes its contender. Only in a process of its own: nobody pays for the hooks of another. */
export async function loadContender(name: string): Promise<Contender> {
  if (name === ours) return (await import("./contenders/millrace.ts")).millrace;
  const peer = peers[name];
  if (peer === undefined) throw new Error(`nobody knows how '${name}' is used`);
  return peer((await loadPeer(name)) as never);
}

/** The module of a peer, from the folder that holds them; CommonJS gives its exports as `default`. */
async function loadPeer(name: string): Promise<object> {
  const folder = peersFolder();
  if (folder === undefined)
    throw new Error("MILLRACE_PEERS names no folder of installed peers; run the suite by `npm run bench -- pipeline`");
  const loader: unknown = await import(pathToFileURL(path.join(folder, "peers.mjs")).href);
  const { load } = loader as { readonly load: (name: string) => Promise<{ readonly default?: object }> };
  const module = await load(name);
  return module.default ?? module;
}
