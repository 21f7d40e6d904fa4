import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { couldNotStart } from "./failure.mjs";

/**
 * Runs a program to its end. With `quiet` its output is kept and returned instead of shown.
 *
 * @param {readonly string[]} command program and arguments
 * @param {{ cwd: string, env: Record<string, string | undefined>, quiet?: boolean }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export const run = ([program = "", ...args], { cwd, env, quiet = false }) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit" });
    let output = "";
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) => reject(couldNotStart(program, error)));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });

/** The npm that started us, else the one on the PATH; without a shell, also where npm is a `.cmd` file. */
export const npmCommand = (env = process.env) => {
  const caller = env.npm_execpath;
  if (caller !== undefined && path.basename(caller) === "npm-cli.js") return [process.execPath, caller];
  const besideNode = path.join(path.dirname(process.execPath), "node_modules/npm/bin/npm-cli.js");
  return process.platform === "win32" && existsSync(besideNode) ? [process.execPath, besideNode] : ["npm"];
};
