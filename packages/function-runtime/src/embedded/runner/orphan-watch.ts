import process from "node:process";
import { Worker } from "node:worker_threads";

/** How often the parent is looked for by a process that is too busy to hear that it is gone. */
const lookMs = 1000;

/** A thread of its own: a function that never gives its thread back must not outlive its runner either. */
const watcher = `
const { workerData: parent } = require("node:worker_threads");
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL"); }, ${lookMs});
`;

/** Ends this process when its parent has gone: at once when it hears of it, else within about a second. */
export function endWithParent(): void {
  process.once("disconnect", () => process.exit(1));
  // Windows knows no new parents; there the channel alone tells.
  if (process.platform === "win32") return;
  const worker = new Worker(watcher, { eval: true, workerData: process.ppid, execArgv: [], env: {} });
  worker.unref();
}
