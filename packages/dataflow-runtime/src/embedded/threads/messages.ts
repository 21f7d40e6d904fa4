import type { NodeConfig, QueuePolicy } from "../../node-config.ts";
import type { LinkEvent } from "../../node-link.ts";
import type { ChannelEnd } from "./channel.ts";
import type { ErrorText } from "./error-text.ts";

/** What the worker of a node starts with. */
export interface WorkerSetup {
  readonly config: NodeConfig;
  /** Absolute path of the script. */
  readonly script: string;
  /** How long its event loop may stand still; absent: as long as it likes. */
  readonly healthCheckTimeoutMs?: number;
  readonly thread: number;
  readonly threads: number;
  readonly bell: SharedArrayBuffer;
  readonly poolTable: SharedArrayBuffer;
  readonly poolBytes: number;
  readonly poison: boolean;
  /** To and from the engine's thread. */
  readonly writing: ChannelEnd;
  readonly reading: ChannelEnd;
  /** Outputs that somebody reads whom the engine's thread serves; the order is that of the inputs of `writing`. */
  readonly routed: readonly TargetEdge[];
}

/** What the engine's thread tells a worker, besides messages for inputs. */
export type ToWorker =
  | { readonly op: "event"; readonly event: LinkEvent; readonly error?: ErrorText }
  | { readonly op: "reply"; readonly id: number; readonly value?: unknown; readonly error?: ErrorText }
  /** The writer of a channel is gone: what it left is read, then the channel is closed. */
  | { readonly op: "sourceGone"; readonly channel: number }
  | { readonly op: "errand" };

/** What a worker tells the engine's thread, besides messages of outputs. */
export type FromWorker =
  | { readonly op: "call"; readonly id: number; readonly method: CallName; readonly args: readonly unknown[] }
  | { readonly op: "taken"; readonly inputId: string; readonly taken: number; readonly dropped: number }
  | { readonly op: "log"; readonly line: string }
  | { readonly op: "stopDataflow" };

export type CallName = "start" | "closeOutputs" | "close" | "store" | "load" | "drop";

/** An end of a channel between two workers, for one of them. */
export type WorkerErrand =
  | { readonly kind: "target"; readonly end: ChannelEnd; readonly edges: readonly TargetEdge[] }
  | {
      readonly kind: "source";
      readonly end: ChannelEnd;
      readonly channel: number;
      readonly edges: readonly SourceEdge[];
    };

export interface SourceEdge {
  readonly inputId: string;
  /** Memory of {@link EdgeWords}. */
  readonly words: SharedArrayBuffer;
}

export interface TargetEdge extends SourceEdge {
  readonly outputId: string;
  readonly queueSize: number;
  readonly queuePolicy: QueuePolicy;
}
