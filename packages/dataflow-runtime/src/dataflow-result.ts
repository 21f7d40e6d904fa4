import type { DataflowStats } from "./stats.ts";

/** How one node ended. */
export interface NodeResult {
  readonly id: string;
  readonly ok: boolean;
  /** What went wrong, without the node's name. */
  readonly error?: string;
  /** What its code threw, if that was in this process. */
  readonly cause?: unknown;
  readonly restarts: number;
}

/** How a dataflow ended. */
export interface DataflowResult {
  readonly dataflowId: string;
  /** Whether all nodes ended well. */
  readonly ok: boolean;
  readonly nodes: ReadonlyMap<string, NodeResult>;
  /** The nodes that did not; first the one that failed first. */
  readonly failures: readonly NodeResult[];
  readonly stats: DataflowStats;
  /** The folder of the log files, if {@link RunDataflowOptions.logDir} asked for them. */
  readonly logDirectory?: string;
}
