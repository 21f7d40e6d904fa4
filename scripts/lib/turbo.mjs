import path from "node:path";
import process from "node:process";
import { root } from "./paths.mjs";
import { run } from "./process.mjs";

/**
 * One turbo run: one scheduler, one cache, one summary. Only tasks that fail show their output.
 *
 * @param {readonly string[]} tasks
 * @param {Record<string, string | undefined>} env
 */
export const turbo = (tasks, env) =>
  run(
    [
      "node",
      path.join(root, "node_modules/turbo/bin/turbo"),
      "run",
      ...tasks,
      "--output-logs=errors-only",
      "--continue=dependencies-successful",
    ],
    { cwd: root, env },
  );
