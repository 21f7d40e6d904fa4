import type { NodeInput, StageNode } from "../graph.ts";
import type { StageOptions } from "../stage-options.ts";
import type { Work } from "./activation.ts";
import type { Plan } from "./plan.ts";

/** A stage of a plan, with what running it needs to know of it. Made when it is run: a plan that keeps none stays small. */
export class PlanNode implements Work {
  readonly index: number;
  readonly stage: StageNode;
  readonly loggedArgs: readonly string[];

  constructor({ graph }: Plan, index: number) {
    this.index = index;
    this.stage = graph.nodes[index] as StageNode;
    const { inputs } = this.stage;
    this.loggedArgs = inputs.some(isLogged) ? inputs.filter(isLogged).map((input) => input.arg) : none;
  }

  get id(): string {
    return this.stage.id;
  }
  /** It only contains other work, which has attempts, limits and slots of its own. */
  get container(): boolean {
    const { kind } = this.stage.operation;
    return kind === "map" || kind === "pipeline";
  }
  get options(): StageOptions {
    return this.container ? noOptions : this.stage.options;
  }
  /** Nothing to judge before it starts, as long as no stage of the run has failed or been skipped. */
  get plain(): boolean {
    return this.stage.gates.length === 0;
  }
}

const none: readonly string[] = Object.freeze([]);
const noOptions: StageOptions = Object.freeze({});
const isLogged = (input: NodeInput): boolean => input.logged;
