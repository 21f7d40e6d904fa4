import type { Clock, Logger } from "@millrace/protocol";
import type { NodeFunction, PlacedNode, RunDataflowOptions } from "../run-dataflow.ts";
import type { NodePlacement } from "../descriptor/plan.ts";

/** The options of a run with the defaults filled in. */
export interface EngineOptions extends RunDataflowOptions {
  readonly nodes: Readonly<Record<string, NodeFunction | PlacedNode>>;
  readonly placement: NodePlacement;
  readonly graceMs: number;
  readonly lookupPort: number;
  readonly clock: Clock;
  readonly logger: Logger;
}
