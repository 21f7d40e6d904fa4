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
  throw located(error);
}

/** Of an error of syntax, Node names the file above the stack, if at all; a message has to name it. */
function located(error: unknown): unknown {
  if (!(error instanceof SyntaxError)) return error;
  const [first = "", ...lines] = (error.stack ?? "").split("\n");
  const isThrownByCode = lines.some((line) => /^ +at .*file:/.test(line) && !line.includes(import.meta.url));
  if (isThrownByCode) return error;
  const place = first.startsWith("file:") ? first : `'${setup.script}' or a module that it imports`;
  return new SyntaxError(`${error.message}, in ${place}`);
}
