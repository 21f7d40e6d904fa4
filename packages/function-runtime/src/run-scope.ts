import type { EntityRecord } from "./entity.ts";

/** What is logged while a run is active: it becomes that run's outputs. */
export interface RunScope {
  readonly run: EntityRecord;
  /** Name → key, in the order of logging. */
  readonly outputs: Map<string, string>;
}
