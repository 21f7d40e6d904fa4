import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { byHand } from "./env.mjs";
import { cacheFolder } from "./paths.mjs";
import { Failure } from "./failure.mjs";
import { phase } from "./phase.mjs";
import { platformKey } from "./platform.mjs";
import { run } from "./process.mjs";

/** A module inside the folder, so that a bare name resolves to what lies beside it, by ESM rules. */
const loader = "/** @param {string} name */\nexport const load = (name) => import(name);\n";

/**
 * The packages that a suite is measured against, named with exact versions in its `peers.json`, installed into the
 * user's cache unless they are there. Their folder holds `peers.mjs`, whose `load(name)` imports one of them.
 *
 * @param {import("./workspace.mjs").Package} suite
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<string | undefined>} the folder, if the suite names any peer
 */
export const ensurePeers = async ({ id, folder }, env) => {
  const list = path.join(folder, "peers.json");
  if (!existsSync(list)) return undefined;
  const text = readFileSync(list, "utf8");
  const dependencies = JSON.parse(text);
  const hash = createHash("sha256").update(`${platformKey()}\n${text}`).digest("hex").slice(0, 12);
  const home = path.join(cacheFolder(), "bench", `${id}-${hash}`);
  // Written last: without it an earlier install did not come to its end.
  const stamp = path.join(home, "peers.mjs");
  if (existsSync(stamp)) return home;

  const install = async () => {
    await rm(home, { recursive: true, force: true });
    await mkdir(home, { recursive: true });
    await writeFile(path.join(home, "package.json"), JSON.stringify({ private: true, dependencies }, null, 2));
    const flags = ["--ignore-workspace", "--ignore-scripts", "--prefer-offline", "--no-frozen-lockfile"];
    const command = ["pnpm", "install", ...flags];
    const { code, output } = await run(command, { cwd: home, env: { ...env, CI: "true" }, quiet: true });
    if (code !== 0) {
      const shell = `cd "${home}" && ${byHand(env, command)}`;
      throw new Failure(`the peers of ${id} could not be installed\n${output.trim()}`, shell);
    }
    await writeFile(stamp, loader);
  };
  await phase("peers", install, () => `${Object.keys(dependencies).length} to compare ${id} with`);
  return home;
};
