import type { Clock, Logger } from "@millrace/protocol";
import type { NodeReplacement, RunDataflowOptions } from "../run-dataflow.ts";
import type { NodePlacement } from "../descriptor/plan.ts";
import type { RunOperators } from "./hosts/operators-host.ts";

/** The options of a run with the defaults filled in. */
export interface EngineOptions extends RunDataflowOptions {
  readonly nodes: Readonly<Record<string, NodeReplacement>>;
  readonly placement: NodePlacement;
  readonly graceMs: number;
  readonly lookupPort: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Runs the operators of nodes that are hosts of them. */
  readonly runOperators: RunOperators;
}
