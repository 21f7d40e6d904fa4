// Runs the tests of the package in the current folder again, on the other Node versions that it supports.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { cleanEnv } from "./lib/env.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/process.mjs";
import { binFolder, toolsOf } from "./lib/tools.mjs";
import { readManifest } from "./lib/workspace.mjs";
import { writeResults } from "./lib/write-results.mjs";

const folder = process.cwd();
const { millrace = {} } = readManifest(folder);
/** Tests of compilers, of other people's programs, and of processes that run sources which only the build makes fit. */
const excluded = (millrace.oneRuntime ?? []).map((glob) => `--exclude=${glob}`);
const vitest = path.join(root, "node_modules/vitest/vitest.mjs");

/** @type {import("./lib/write-results.mjs").Check[]} */
const skipped = [];
for (const role of /** @type {const} */ (["node22", "node26"])) {
  const tool = toolsOf()[role];
  const bin = tool === undefined ? "" : binFolder(role, tool);
  if (!existsSync(bin)) {
    skipped.push({
      title: role,
      skipped: tool === undefined ? "npm has none for this platform" : "npm test brings it",
    });
    continue;
  }
  const env = cleanEnv(process.env);
  const report = path.join(".results/runtimes", `${role}.json`);
  const command = [path.join(bin, "node"), vitest, "run", `--outputFile.json=${report}`, ...excluded];
  const { code } = await run(command, { cwd: folder, env: { ...env, PATH: `${bin}${path.delimiter}${env.PATH}` } });
  if (code !== 0) process.exitCode = 1;
}
if (skipped.length > 0) writeResults(folder, "runtimes", skipped);
