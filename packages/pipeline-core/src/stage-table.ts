import type { StageStatus } from "./status.ts";

/** A stage of the current run, as `context.STAGES` shows it. */
export interface StageView {
  readonly id: string;
  readonly status: StageStatus;
  /** Whether the stage has finished with a value. */
  readonly hasRun: boolean;
  /** Output name → value; empty before the stage has run. Without an output mapper the one output is `return`. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The stages of the current run by id. */
export interface StageTable {
  get(id: string): StageView | undefined;
  has(id: string): boolean;
  readonly ids: readonly string[];
}
