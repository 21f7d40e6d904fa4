// The first module of a node's worker thread: gives the script its link and runs it.
import { pathToFileURL } from "node:url";
import { workerData } from "node:worker_threads";
import { setThreadLink } from "../../current-link.ts";
import { startHeart } from "./heartbeat.ts";
import type { WorkerSetup } from "./messages.ts";
import { WorkerLink } from "./worker-link.ts";

const setup = workerData as WorkerSetup;
if (setup.healthCheckTimeoutMs !== undefined) startHeart(setup.bell, setup.healthCheckTimeoutMs);
setThreadLink(new WorkerLink(setup));
process.argv[1] = setup.script;
try {
  await import(pathToFileURL(setup.script).href);
} catch (error) {
  // Node names the file of a syntax error where it prints it, and not in what a thread's parent gets.
  const isNameless = error instanceof SyntaxError && error.stack?.includes("file://") === false;
  if (!isNameless) throw error;
  throw new SyntaxError(`${error.message}, in '${setup.script}' or a module that it imports`, { cause: error });
}
