import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { couldNotStart } from "./failure.mjs";

/**
 * Ends a program and everything that it started.
 *
 * @param {number | undefined} pid the leader of its process group
 */
const endGroup = (pid) => {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // The group has ended by itself.
  }
};

/**
 * Runs a program that reports by the last line of its standard output. Every other line is handed on as it comes; on
 * the way out nothing of its process group is left, whether it ended, hung or we were interrupted.
 *
 * @param {readonly string[]} command program and arguments
 * @param {{ cwd: string, env: Record<string, string | undefined>, timeoutMs: number, onLine: (line: string) => void }} options
 * @returns {Promise<{ code: number, lastLine: string, timedOut: boolean }>}
 */
export const runForLastLine = ([program = "", ...args], { cwd, env, timeoutMs, onLine }) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "inherit"],
      detached: process.platform !== "win32",
    });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, timeoutMs);
    const interrupted = () => {
      endGroup(child.pid);
      process.exit(130);
    };
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);

    /** @type {string | undefined} */
    let last;
    createInterface({ input: child.stdout }).on("line", (text) => {
      if (last !== undefined) onLine(last);
      last = text;
    });
    child.on("error", (error) => reject(couldNotStart(program, error)));
    // What it left running would hold its output open for ever.
    child.on("exit", () => endGroup(child.pid));
    child.on("close", (code) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
      resolve({ code: code ?? 1, lastLine: last ?? "", timedOut });
    });
  });
