export type QueuePolicy = "drop_oldest" | "backpressure";

/** One input of a node as its descriptor declares it. */
export interface InputConfig {
  /** `node/output`, `dora/timer/…` or `dora/logs/…`. */
  readonly source: string;
  /** Messages; 10 when the descriptor says nothing, at least 1. */
  readonly queueSize: number;
  readonly queuePolicy: QueuePolicy;
  /** Silence after which the input counts as closed until data flows again; absent: never. */
  readonly inputTimeoutMs?: number;
}

/** What an engine tells a node about itself. */
export interface NodeConfig {
  readonly dataflowId: string;
  readonly nodeId: string;
  readonly inputs: ReadonlyMap<string, InputConfig>;
  readonly outputs: readonly string[];
  readonly inputTypes: ReadonlyMap<string, string>;
  readonly outputTypes: ReadonlyMap<string, string>;
  /** The whole dataflow file as a plain value. */
  readonly dataflowDescriptor: unknown;
  readonly dynamic: boolean;
  /** 0 in the node's first life. */
  readonly restartCount: number;
  /** `host:port` of the daemon; absent in embedded and test links. */
  readonly daemonAddress?: string;
  /** Nobody declares the outputs: the node may send to any. */
  readonly acceptsAnyOutput?: boolean;
  /** File in which the node records what it is told: what `DORA_WRITE_EVENTS_TO` makes dora's daemon ask for. */
  readonly writeEventsTo?: string;
}
