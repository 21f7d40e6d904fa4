import type { Logger } from "@millrace/protocol";
import { ContextSlot } from "@millrace/protocol/context";
import type { Parameters } from "./parameters.ts";
import type { StageTable } from "./stage-table.ts";
import type { Variables } from "./variables.ts";

/** What one run shares with all of its stages. */
export interface RunContext {
  readonly runId: string;
  /** Name of the pipeline. */
  readonly pipeline: string;
  readonly parameters: Parameters;
  readonly variables: Variables;
  readonly stages: StageTable;
}

/**
 * Second argument of every stage function, and what the accessors of `context` read.
 * `signal` aborts when the attempt times out or the run is cancelled; a stage that waits should pass it on.
 */
export interface StageContext extends RunContext {
  /** Id of the stage. */
  readonly stage: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Position of the item in a map; `undefined` elsewhere. */
  readonly mapIndex: number | undefined;
  /** What the map's `key` names the item; `undefined` without one. */
  readonly mapKey: string | undefined;
  readonly signal: AbortSignal;
  /** Adds pipeline, run, stage, attempt and logged inputs to every record. */
  readonly logger: Logger;
}

/** The stage at whose function, or at whose helpers however deep, the caller runs. */
export const stageSlot: ContextSlot<StageContext> = new ContextSlot("@millrace/pipeline-core/stage");
