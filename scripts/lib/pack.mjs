import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { cleanEnv } from "./env.mjs";
import { Failure } from "./failure.mjs";
import { run } from "./process.mjs";

/**
 * Works in a folder of its own, which is gone afterwards.
 *
 * @template T
 * @param {string} name
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export const inTempFolder = async (name, work) => {
  const folder = mkdtempSync(path.join(tmpdir(), `millrace-${name}-`));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Runs a command that has to succeed.
 *
 * @param {readonly string[]} command
 * @param {string} cwd
 * @param {Readonly<Record<string, string | undefined>>} [env]
 * @returns {Promise<string>} what it printed
 */
export const must = async (command, cwd, env = process.env) => {
  const { code, output } = await run(command, { cwd, env: cleanEnv(env), quiet: true });
  if (code !== 0) throw new Failure(`${command.join(" ")} ended with exit code ${code}\n${output.trim()}`);
  return output;
};

/**
 * Packs a package as it would be published.
 *
 * @param {string} folder
 * @param {string} destination
 * @param {Readonly<Record<string, string | undefined>>} [env] one that finds pnpm
 * @returns {Promise<string>} the tarball
 */
export const pack = async (folder, destination, env = process.env) => {
  const output = await must(["pnpm", "pack", "--json", "--pack-destination", destination], folder, env);
  return path.resolve(destination, JSON.parse(output).filename);
};
