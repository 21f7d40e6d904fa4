import { Console } from "node:console";
import process from "node:process";

/** What code in this process prints meanwhile goes to standard error: the answer is the command's own. */
export async function withConsoleOnStderr<T>(work: () => Promise<T>): Promise<T> {
  const before = globalThis.console;
  globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr, ignoreErrors: true });
  try {
    return await work();
  } finally {
    globalThis.console = before;
  }
}
