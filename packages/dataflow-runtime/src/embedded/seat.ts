import type { NodePlan } from "../descriptor/plan.ts";
import type { NodeState } from "../stats.ts";
import type { EmbeddedLink } from "./embedded-link.ts";
import type { NodeLife } from "./node-host.ts";
import { RestartBudget } from "./restart-budget.ts";
import { Edge, Inbox, Output } from "./router.ts";
import type { Turns } from "./turns.ts";

/** The place of one node in a running dataflow. Its lives come and go. */
export class Seat {
  readonly plan: NodePlan;
  readonly inbox: Inbox;
  readonly outputs: ReadonlyMap<string, Output>;
  readonly budget: RestartBudget;
  /** Whether a process of the user's takes this seat, by the daemon's lookup port. */
  readonly isDynamic: boolean;
  state: NodeState;
  restarts = 0;
  error: string | undefined;
  /** What the code of its last life threw. */
  cause: unknown;
  /** A node whose work is over, or that was told to stop, is not brought back. */
  mayRestart = true;
  link: EmbeddedLink | undefined;
  life: NodeLife | undefined;
  /** Whether the life was asked to end because its grace was over. */
  wasTerminated = false;

  constructor(plan: NodePlan, isDynamic: boolean, turns: Turns) {
    this.plan = plan;
    this.isDynamic = isDynamic;
    this.state = isDynamic ? "detached" : "waiting";
    this.inbox = new Inbox(turns);
    this.outputs = new Map([...plan.outputs.keys()].map((id) => [id, new Output(id, turns)]));
    this.budget = new RestartBudget(plan.restart);
    for (const input of plan.inputs.values()) this.inbox.edges.set(input.id, new Edge(plan.id, input, this.inbox));
  }

  get id(): string {
    return this.plan.id;
  }

  /** Whether the node has ended for good. */
  get isOver(): boolean {
    return this.state === "finished" || this.state === "failed";
  }

  /** The inputs whose source is another node. */
  get dataEdges(): Edge[] {
    return [...this.inbox.edges.values()].filter(({ input }) => input.source.kind === "output");
  }
}
