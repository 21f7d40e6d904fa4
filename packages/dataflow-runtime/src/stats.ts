/**
 * Of a static node: `waiting` for the barrier, `running`, `restarting` (dead, and its policy brings it back), then
 * `finished` or `failed`. A dynamic node is `detached` while no process of its name has joined.
 */
export type NodeState = "waiting" | "running" | "restarting" | "finished" | "failed" | "detached";

export interface NodeStats {
  readonly id: string;
  readonly state: NodeState;
  readonly restarts: number;
  /** Of its outputs together; a message counts once, however many inputs read it. */
  readonly sent: number;
  /** Why it is `failed`, or why its last life ended. */
  readonly error?: string;
}

/** One input: what flowed into it since the start. */
export interface EdgeStats {
  /** `node/output`, `dora/timer/…` or `dora/logs/…`. */
  readonly source: string;
  readonly nodeId: string;
  readonly inputId: string;
  readonly messages: number;
  /** Of the values as they lie in memory; of those from a process, of their Arrow streams. Frames do not count. */
  readonly bytes: number;
  /** Thrown away by the queue policy, or because a process did not fetch its messages. */
  readonly dropped: number;
  /** Handed over and not yet taken by the node. */
  readonly pending: number;
  /** Messages per second since the last call of `stats()`, or since the start. */
  readonly rate: number;
  /** Whether the input is closed: its source has ended, or was silent for longer than `input_timeout`. */
  readonly closed: boolean;
}

/** A picture of a running or finished dataflow. */
export interface DataflowStats {
  readonly dataflowId: string;
  /** Since the barrier opened; 0 before. */
  readonly elapsedMs: number;
  readonly nodes: ReadonlyMap<string, NodeStats>;
  readonly edges: readonly EdgeStats[];
}
