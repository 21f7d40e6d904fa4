import type { Clock, Logger } from "@millrace/protocol";
import type { DataflowPlan, InputPlan, NodePlan } from "../descriptor/plan.ts";
import type { NodeLink } from "../node-link.ts";

/** How one life of a node ended. */
export type NodeExit =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** For the error report, the consumers' NODE_FAILED and the log: `"exited with code 1"`. */
      readonly error: string;
      /** The status of a process; absent for a thread, a function, or where a signal ended it. */
      readonly exitCode?: number;
      /** Such as `"SIGKILL"`. */
      readonly signal?: string;
      readonly cause?: unknown;
    };

/** A link as its host sees it. */
export interface HostedLink extends NodeLink {
  /** Whether the node has subscribed, and whether the barrier has let it in. */
  readonly phase: "new" | "waiting" | "begun";
  /** Whether somebody waits for the node's next event, or for an answer. */
  readonly isAwaited: boolean;
  /** Resolves when the node has closed its session, or its life is over. */
  readonly closed: Promise<void>;
}

/** What one life of a node is started with. */
export interface NodeStart {
  readonly plan: NodePlan;
  /** The node's side of the router. A host that runs code in this process serves it; a process finds the daemon. */
  readonly link: HostedLink;
  /** Text as the node writes it, in pieces that need not be lines. */
  readonly output: (stream: "stdout" | "stderr", text: string) => void;
}

/** One life of a node; a restart starts another. */
export interface NodeLife {
  /** Resolves when the life is over and what it held is given back. Never rejects. */
  readonly ended: Promise<NodeExit>;
  /** The grace is over: asks once more, as SIGTERM does. Code of this thread cannot be asked, nor ended. */
  readonly terminate: () => void;
  /** Ends the life at once; {@link ended} resolves soon, whatever the node's code does. */
  readonly kill: () => void;
}

/** What runs nodes of one placement. One host serves all its nodes of a dataflow. */
export interface NodeHost {
  /** Never throws: what cannot start is a life that ended at once. */
  readonly start: (start: NodeStart) => NodeLife;
  /**
   * Whether the host itself takes messages from one of its nodes to another, such as from thread to thread. The router
   * then leaves that edge out: the host applies queues and policies, and counts by {@link HostContext.counters}. Asked
   * once for each edge, before any start. Closure of the input is still told by the router.
   */
  readonly carries?: (edge: HostEdge) => boolean;
  /** After the last life: gives back what the host holds. */
  readonly close: () => Promise<void>;
}

/** An edge both of whose ends this host runs. */
export interface HostEdge {
  readonly from: NodePlan;
  readonly outputId: string;
  readonly to: NodePlan;
  readonly input: InputPlan;
}

/** What a host may know of the dataflow that it serves. */
export interface HostContext {
  readonly dataflow: DataflowPlan;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The counters of an input, for edges that the host carries. */
  readonly counters: (nodeId: string, inputId: string) => EdgeCounters;
}

/** Counters that their owner adds to; {@link DataflowStats} shows them. */
export interface EdgeCounters {
  messages: number;
  bytes: number;
  dropped: number;
  /** Taken out of the queue by the node. */
  taken: number;
}
