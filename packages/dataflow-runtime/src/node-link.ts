import type { NodeConfig } from "./node-config.ts";
import type { TypedParameter } from "./parameter.ts";
import type { DoraValue } from "./value.ts";

/** A reading of a hybrid logical clock: NTP64 time (32 bits of seconds, 32 of fraction) and the clock's 16-byte id. */
export interface HlcTimestamp {
  readonly time: bigint;
  readonly id: Uint8Array;
}

/** Metadata of one message between a link and {@link Node}. */
export interface RawMetadata {
  readonly timestamp: HlcTimestamp;
  readonly parameters: ReadonlyMap<string, TypedParameter>;
}

/** What a link tells its node, in the order in which it came. */
export type LinkEvent =
  | { readonly type: "stop" }
  | { readonly type: "reload"; readonly operatorId: string | undefined }
  | {
      readonly type: "input";
      readonly id: string;
      readonly metadata: RawMetadata;
      readonly value: DoraValue | undefined;
    }
  | { readonly type: "inputClosed"; readonly id: string }
  | { readonly type: "inputRecovered"; readonly id: string }
  | { readonly type: "nodeRestarted"; readonly id: string }
  | { readonly type: "allInputsClosed" }
  | { readonly type: "paramUpdate"; readonly key: string; readonly valueJson: Uint8Array }
  | { readonly type: "paramDeleted"; readonly key: string }
  | {
      readonly type: "nodeFailed";
      readonly sourceNodeId: string;
      readonly error: string;
      readonly affectedInputIds: readonly string[];
    }
  | { readonly type: "unknown"; readonly detail: string }
  /** The link is broken; nothing comes after it but `end`. */
  | { readonly type: "error"; readonly error: Error }
  /** Nothing comes after it. */
  | { readonly type: "end" };

/** The engine's side of one node: the embedded runtime, the real daemon, or the test kit. */
export interface NodeLink {
  readonly config: NodeConfig;
  /** A fresh stamp; never the same twice. */
  readonly now: () => HlcTimestamp;
  /**
   * Subscribes. Resolves after the barrier, when every static node of the dataflow has subscribed; `deliver` is called
   * from then on, never from inside of `start` or `send`.
   */
  readonly start: (deliver: (event: LinkEvent) => void) => Promise<void>;
  /** Hands over one message; a promise says that the sender should wait (back-pressure). */
  readonly send: (outputId: string, metadata: RawMetadata, value: DoraValue | undefined) => Promise<void> | undefined;
  readonly closeOutputs: (outputIds: readonly string[]) => Promise<void>;
  /** Called when inputs were taken out of the node's queues: for engines with real back-pressure and borrowed memory. */
  readonly taken?: (event: LinkEvent & { readonly type: "input" }) => void;
  /** A writable buffer of the engine for {@link Node.sendOutputRaw}; absent: an ordinary one is used. */
  readonly allocate?: (byteLength: number) => Uint8Array;
  /** After `taken`: the input was not read, but thrown away by the node's own queue. Absent: nobody counts. */
  readonly dropped?: (inputId: string) => void;
  /** Takes a log record of the node, as the JSON line that it would write; absent: it goes to standard output. */
  readonly log?: (line: string) => void;
  /** Stops the whole dataflow, as STOP_ALL asks; absent where a node cannot do so. */
  readonly stopDataflow?: () => void;
  /** Whether the process shall live on for this link: a node's loop waits for an event. Absent: something else decides. */
  readonly keepAlive?: (on: boolean) => void;
  /** Bytes by key, kept with the dataflow; absent: the engine keeps none. */
  readonly extensions?: ExtensionStore;
  /** Ends the session: event stream dropped, outputs closed and done. Idempotent. */
  readonly close: () => Promise<void>;
}

/** Opaque bytes that live as long as the dataflow; every node of it may see them. */
export interface ExtensionStore {
  readonly store: (namespace: string, key: string, value: Uint8Array) => Promise<void>;
  /** @param remove whether the key is gone afterwards */
  readonly load: (namespace: string, key: string, remove: boolean) => Promise<Uint8Array | undefined>;
  readonly drop: (namespace: string, key: string) => Promise<void>;
}
