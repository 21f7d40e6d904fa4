// Opens a store in a process of its own, with runs in several states that their client executes, until it is killed.
import process from "node:process";
import type { EntityRecord } from "../../src/entity.ts";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";

const [, , dir = ""] = process.argv;
const platform = await openEmbedded({ dir });
await platform.create("project", { kind: "project", name: "p" });

async function runAs(state: string): Promise<EntityRecord> {
  let run = await platform.create("run", { kind: "nodejs+job:run", project: "p", spec: { local_execution: true } });
  for (const next of ["BUILT", "READY", "RUNNING", "COMPLETED"]) {
    if (run.status.state === state) break;
    run = await platform.update("run", { ...run, status: { state: next } });
  }
  return run;
}

const states = ["CREATED", "READY", "RUNNING", "COMPLETED"];
const runs = await Promise.all(states.map(async (state) => [state, await runAs(state)] as const));
process.send?.(Object.fromEntries(runs));
// Its timer keeps it alive.
setInterval(() => undefined, 60_000);
