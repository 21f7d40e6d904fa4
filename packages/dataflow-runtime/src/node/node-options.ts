import type { Logger } from "@millrace/protocol";
import type { EventOrder } from "../inputs/input-queues.ts";
import type { TypeCheckMode } from "../types/type-check.ts";

export interface NodeOptions {
  /**
   * The node of a running dataflow, declared with `path: dynamic`, that this process shall be. Not needed in a process
   * that a dataflow started; there it counts only together with `daemonPort`.
   */
  readonly nodeId?: string;
  /** Where the daemon of this machine answers dynamic nodes. Default `DORA_DAEMON_LOCAL_LISTEN_PORT`, else 53291. */
  readonly daemonPort?: number;
  /**
   * In which order waiting events are read. Default `"fair"`, as dora's nodes do: events that are no inputs first, then
   * the input whose turn was longest ago, so that STOP and INPUT_CLOSED may overtake inputs that came before them.
   * `"arrival"`: everything as it came.
   */
  readonly order?: EventOrder;
  /**
   * What to do when the daemon will not serve an input of a dynamic node, because its source sends past the daemon.
   * Default `"warn"`; `"error"` refuses to connect with `DATAFLOW_UNREACHABLE_INPUT`.
   */
  readonly onUnreachableInput?: "warn" | "error";
  /**
   * What to do with messages whose Arrow type is not that of their port's annotation (`input_types`, `output_types`):
   * warn once a port, or fail. An output then throws `DATAFLOW_TYPE_MISMATCH`, an input becomes an `ERROR` event with it.
   * Default `DORA_RUNTIME_TYPE_CHECK`, else `"off"`. dora checks outputs alone.
   */
  readonly typeCheck?: TypeCheckMode;
  /** Aborting it equals {@link Node.close}. */
  readonly signal?: AbortSignal | undefined;
  /** Where the node's own warnings go. Default: the node's log, see {@link Node.log}. */
  readonly logger?: Logger;
}

export const nodeOptionNames = [
  "nodeId",
  "daemonPort",
  "order",
  "onUnreachableInput",
  "typeCheck",
  "signal",
  "logger",
] as const;
