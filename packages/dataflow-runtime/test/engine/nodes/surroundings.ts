import { Node } from "../../../src/index.ts";

/** Tells how it was started, then ends. */
const node = await Node.connect();
const names = [
  "FROM_FILE",
  "FROM_PARENT",
  "LD_PRELOAD",
  "DORA_ZENOH_MULTICAST",
  "PYTHONUNBUFFERED",
  "DORA_RUN_PARENT_PID",
];
const told = {
  args: process.argv.slice(2),
  cwd: process.cwd(),
  env: Object.fromEntries(names.map((name) => [name, process.env[name]])),
  stdinEnds: await new Promise((resolve) => process.stdin.once("end", () => resolve(true)).resume()),
  restartCount: node.restartCount,
  dynamic: node.nodeConfig.dynamic,
};
await node.sendOutput("told", JSON.stringify(told));
await node.close();
