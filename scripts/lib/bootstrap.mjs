import path from "node:path";
import process from "node:process";
import { byHand, childEnv } from "./env.mjs";
import { root } from "./paths.mjs";
import { phase, PhaseError } from "./phase.mjs";
import { run } from "./process.mjs";
import { ensureTool } from "./tools.mjs";

/** The oldest Node major that the repository's own tools run on; published packages run on older ones. */
export const wantedMajor = 24;

/** The programs of the root's devDependencies: turbo, tsc, vitest. */
const binaries = path.join(root, "node_modules/.bin");

/** Brings Node and pnpm; the result is the environment in which everything else runs. */
const bringTools = async () => {
  const own = process.versions.node;
  const keepsOwn = Number(own.split(".")[0]) >= wantedMajor;
  const node = keepsOwn ? undefined : await ensureTool("node24");
  const pnpm = await ensureTool("pnpm");
  // Our pnpm comes before the folder of the machine's Node, where somebody else's may lie.
  const folders = [pnpm.bin, binaries, node?.bin ?? path.dirname(process.execPath)];
  const nodeVersion = node?.version ?? own;
  const said = `Node ${nodeVersion} (${keepsOwn ? "this machine's" : "from npm"}), pnpm ${pnpm.version}`;
  return { env: childEnv(process.env, { path: folders, nodeVersion }), said };
};

/** @param {Record<string, string | undefined>} env */
const install = async (env) => {
  const command = ["pnpm", "install", "--frozen-lockfile", "--ignore-scripts", "--prefer-offline"];
  const { code, output } = await run(command, { cwd: root, env: { ...env, CI: "true" }, quiet: true });
  if (code !== 0) throw new PhaseError(`pnpm install failed\n${output.trim()}`, byHand(env, command));
  return "packages of the frozen lockfile";
};

/** From a bare machine to an installed workspace; with everything there it takes a fraction of a second. */
export const bootstrap = async () => {
  /** @type {Record<string, string | undefined>} */
  let env = {};
  await phase("tools", async () => {
    const tools = await bringTools();
    env = tools.env;
    return tools.said;
  });
  await phase("install", () => install(env));
  return env;
};
