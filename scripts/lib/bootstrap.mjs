import path from "node:path";
import process from "node:process";
import { byHand, childEnv } from "./env.mjs";
import { root } from "./paths.mjs";
import { Failure } from "./failure.mjs";
import { phase } from "./phase.mjs";
import { run } from "./process.mjs";
import { ensureTool, isEnough } from "./tools.mjs";

/** The programs of the root's devDependencies: turbo, tsc, vitest. */
const binaries = path.join(root, "node_modules/.bin");

/** Brings Node and pnpm; the environment is the one in which everything else runs. */
const bringTools = async () => {
  const node = isEnough() ? undefined : await ensureTool("node24");
  const pnpm = await ensureTool("pnpm");
  // Our pnpm comes before the folder of the machine's Node, where somebody else's may lie.
  const folders = [pnpm.bin, binaries, node?.bin ?? path.dirname(process.execPath)];
  const nodeVersion = node?.version ?? process.versions.node;
  const said = `Node ${nodeVersion} (${node === undefined ? "this machine's" : "from npm"}), pnpm ${pnpm.version}`;
  return { env: childEnv(process.env, { path: folders, nodeVersion }), said };
};

/** @param {Record<string, string | undefined>} env */
const install = async (env) => {
  const command = ["pnpm", "install", "--frozen-lockfile", "--ignore-scripts", "--prefer-offline"];
  // With CI=true pnpm asks nothing, also where an older pnpm left another layout behind.
  const { code, output } = await run(command, { cwd: root, env: { ...env, CI: "true" }, quiet: true });
  if (code !== 0) throw new Failure(`pnpm install failed\n${output.trim()}`, byHand(env, command));
};

/** From a bare machine to an installed workspace; with everything there it takes a fraction of a second. */
export const bootstrap = async () => {
  const { env } = await phase("tools", bringTools, ({ said }) => said);
  await phase(
    "install",
    () => install(env),
    () => "packages of the frozen lockfile",
  );
  return env;
};
