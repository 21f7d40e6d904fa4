import type { EntityRecord } from "../../entity.ts";
import type { EmbeddedCore } from "../embedded-core.ts";
import { changedRecord, stateOf } from "../store/changed-record.ts";
import { placeOf } from "../store/place.ts";

/** States in which somebody executes a run, or is about to. */
const active = ["CREATED", "BUILT", "READY", "PENDING", "RUNNING", "STOP", "RESUME"];

/** The same for runs that their own client executes: before, it may still come. */
const activeElsewhere = ["RUNNING", "STOP"];

/** Runs that a dead owner of the store has left in the middle are over: says so in their state and their log. */
export async function markDead(core: EmbeddedCore, pid: number): Promise<void> {
  const message = `[FUNCTION_RUNNER_DIED] the process that executed the run (${pid}) died; start the run again`;
  for (const run of await core.entities.everyRun()) {
    const states = run.spec["local_execution"] === true ? activeElsewhere : active;
    if (!states.includes(stateOf(run))) continue;
    const place = placeOf("run", run);
    await core.entities.change(place, (stored, now) => changedRecord("run", stored, failed(stored, message), now));
    const log = await core.logs.open(place);
    log.system(message);
    await core.logs.close(place, log);
  }
}

const failed = (run: EntityRecord, message: string): EntityRecord => ({
  ...run,
  status: { ...run.status, state: "ERROR", message },
});
