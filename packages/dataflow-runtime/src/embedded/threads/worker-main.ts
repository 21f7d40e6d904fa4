// The first module of a node's worker thread: gives the script its link and runs it.
import { pathToFileURL } from "node:url";
import { workerData } from "node:worker_threads";
import { setThreadLink } from "../../current-link.ts";
import type { WorkerSetup } from "./messages.ts";
import { WorkerLink } from "./worker-link.ts";

const setup = workerData as WorkerSetup;
setThreadLink(new WorkerLink(setup));
process.argv[1] = setup.script;
await import(pathToFileURL(setup.script).href);
