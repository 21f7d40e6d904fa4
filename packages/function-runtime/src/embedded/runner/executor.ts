import type { EntityRecord } from "../../entity.ts";
import type { EntityPlace } from "../../platform.ts";

/** Who executes the runs of a local platform. */
export interface Executor {
  /** Begins to execute a run that was just made, or that is to begin again. */
  start(run: EntityRecord): Promise<EntityRecord>;
  /** Whether it has this run, from its start until its final state. */
  has(run: EntityPlace): boolean;
  /** Ends a run. Gives it as it is once that has begun. */
  stop(run: EntityPlace): Promise<EntityRecord>;
  /** Ends a run that is about to be deleted, whatever it is doing, and waits for its end. */
  discard(run: EntityPlace): Promise<void>;
  /** Ends all runs and waits for their end. */
  close(): Promise<void>;
}
