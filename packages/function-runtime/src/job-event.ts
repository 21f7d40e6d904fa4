import type { EntityRecord } from "./entity.ts";
import type { FunctionEvent } from "./function-context.ts";

/** What triggers a job: one event whose body is the run. */
export function jobEvent(run: EntityRecord): FunctionEvent {
  return {
    id: run.id,
    body: run,
    contentType: "application/json",
    headers: {},
    method: "",
    path: "",
    url: "",
    fields: {},
    timestamp: new Date(),
    trigger: { kind: "job", name: "job" },
    type: "",
    typeVersion: "",
    topic: "",
    shardId: 0,
    numShards: 0,
    offset: 0,
    size: 0,
    version: "",
  };
}
