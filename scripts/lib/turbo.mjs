import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { byHand } from "./env.mjs";
import { root } from "./paths.mjs";
import { Failure } from "./failure.mjs";
import { phase } from "./phase.mjs";
import { run } from "./process.mjs";
import { accountOf } from "./results.mjs";

const summaries = path.join(root, ".turbo/runs");

/** What tasks see beyond our own environment. */
const taskEnv = () => ({
  // vitest keeps a token in the user's data folder; ours stays in the checkout.
  XDG_DATA_HOME: path.join(root, ".tools/data"),
  // turbo gives every task a terminal, also when nobody looks at one.
  ...(!process.stdout.isTTY && { NO_COLOR: "1" }),
});

/** turbo's own account of its last run. */
const readSummary = () => {
  const [file] = existsSync(summaries) ? readdirSync(summaries) : [];
  return file === undefined ? undefined : JSON.parse(readFileSync(path.join(summaries, file), "utf8"));
};

/**
 * One turbo run: one scheduler, one cache. Only tasks that fail show their output; one failure does not stop the rest.
 * A quiet run shows nothing.
 *
 * @param {readonly string[]} tasks
 * @param {Record<string, string | undefined>} env
 * @param {{ quiet?: boolean }} [options]
 */
export const turbo = async (tasks, env, { quiet = false } = {}) => {
  rmSync(summaries, { recursive: true, force: true });
  const program = path.join(root, "node_modules/turbo/bin/turbo");
  const flags = ["--output-logs=errors-only", "--continue=dependencies-successful", "--summarize"];
  const { code, output } = await run(["node", program, "run", ...tasks, ...flags], {
    cwd: root,
    env: { ...env, ...taskEnv() },
    quiet,
  });
  return { code, output, ...accountOf(readSummary()) };
};

/**
 * Builds all packages, silently unless that fails.
 *
 * @param {Record<string, string | undefined>} env
 */
export const build = (env) => {
  const work = async () => {
    const { code, output, tasks, unfinished } = await turbo(["build"], env, { quiet: true });
    if (code !== 0 || unfinished > 0)
      throw new Failure(`the build failed\n${output.trim()}`, byHand(env, ["turbo", "run", "build"]));
    return tasks.length;
  };
  return phase("build", work, (packages) => (packages === 1 ? "1 package" : `${packages} packages`));
};
