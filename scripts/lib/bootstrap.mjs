import process from "node:process";
import { childEnv } from "./env.mjs";
import { root } from "./paths.mjs";
import { phase, PhaseError } from "./phase.mjs";
import { run } from "./process.mjs";
import { ensureTool } from "./tools.mjs";

/** The oldest Node that the repository's own tools run on; published packages run on older ones. */
const wantedMajor = 24;

/** Brings Node and pnpm; the result is the environment in which everything else runs. */
const bringTools = async () => {
  const own = process.versions.node;
  const keepsOwn = Number(own.split(".")[0]) >= wantedMajor;
  const node = keepsOwn ? undefined : await ensureTool("node24");
  const pnpm = await ensureTool("pnpm");
  const path = node === undefined ? [pnpm.bin] : [node.bin, pnpm.bin];
  const nodeVersion = node?.version ?? own;
  const said = `Node ${nodeVersion} (${keepsOwn ? "this machine's" : "from npm"}), pnpm ${pnpm.version}`;
  return { env: childEnv(process.env, { path, nodeVersion }), said };
};

/** @param {Record<string, string | undefined>} env */
const install = async (env) => {
  const command = ["pnpm", "install", "--frozen-lockfile", "--ignore-scripts", "--prefer-offline"];
  const { code, output } = await run(command, { cwd: root, env: { ...env, CI: "true" }, quiet: true });
  if (code !== 0) throw new PhaseError(`pnpm install failed\n${output.trim()}`, handCommand(env, command));
  return "packages of the frozen lockfile";
};

/**
 * @param {Record<string, string | undefined>} env
 * @param {readonly string[]} command
 */
const handCommand = (env, command) => `PATH="${env.PATH?.split(":").slice(0, 2).join(":")}:$PATH" ${command.join(" ")}`;

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
