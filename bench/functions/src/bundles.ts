import { mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPeer, peersFolder } from "@millrace/tooling-bench";

interface Esbuild {
  readonly build: (options: object) => Promise<unknown>;
}

/** The servers as one file each, in a folder beside the peers, where their imports of peers resolve. */
export interface Bundles extends AsyncDisposable {
  readonly peers: string;
  file(server: string): string;
}

const sources = fileURLToPath(new URL("servers/", import.meta.url));
const peerNames = ["fastify", "faas-js-runtime"];

/** Bundles all servers, as users bundle theirs: of our packages what is published, the peers as they were installed. */
export const bundleServers = async (): Promise<Bundles> => {
  const peers = peersFolder();
  if (peers === undefined) throw new Error("MILLRACE_PEERS is not set; run it with: npm run bench -- functions");
  const { build } = await loadPeer<Esbuild>("esbuild");
  const folder = await mkdtemp(join(peers, "servers-"));
  const files = (await readdir(sources)).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
  await build({
    entryPoints: files.map((name) => join(sources, name)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node22",
    external: peerNames,
    nodePaths: [join(peers, "node_modules")],
    minify: true,
    logLevel: "error",
  });
  return {
    peers,
    file: (server) => join(folder, `${server}.mjs`),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};
