import type { HlcTimestamp, RawMetadata } from "../node-link.ts";

/** The wire generation of dora 1.x, the only one spoken here. */
export const wireVersion: { readonly dora: string; readonly metadata: number } = Object.freeze({
  /** Every 1.x daemon accepts it. */
  dora: "1.0.0",
  metadata: 2,
});

/** What a node tells the daemon. Tags and order of fields are in `message-table.ts`. */
export type DaemonRequest =
  | {
      readonly type: "register";
      readonly dataflowId: string;
      readonly nodeId: string;
      readonly doraVersion: string;
      readonly metadataVersion: number;
    }
  /** Answered when all static nodes of the dataflow have subscribed. */
  | { readonly type: "subscribe" }
  /** Not answered. */
  | {
      readonly type: "sendMessage";
      readonly outputId: string;
      readonly metadata: RawMetadata;
      /** An Arrow IPC stream. */
      readonly data: Uint8Array | undefined;
    }
  /** The data went another way. Not answered. */
  | { readonly type: "outputSent"; readonly outputId: string; readonly metadata: RawMetadata }
  | { readonly type: "closeOutputs"; readonly outputIds: readonly string[] }
  | { readonly type: "outputsDone" }
  /** Answered when there is at least one event. */
  | { readonly type: "nextEvent" }
  | { readonly type: "eventStreamDropped" }
  /** Asked by dynamic nodes at the daemon's fixed port; answered in JSON. */
  | { readonly type: "nodeConfig"; readonly nodeId: string }
  | {
      readonly type: "extensionStore";
      readonly namespace: string;
      readonly key: string;
      readonly value: Uint8Array;
    }
  | { readonly type: "extensionLoad"; readonly namespace: string; readonly key: string; readonly remove: boolean }
  | { readonly type: "extensionDrop"; readonly namespace: string; readonly key: string }
  | { readonly type: "extensionRequest"; readonly namespace: string; readonly payload: Uint8Array };

export interface StampedRequest {
  readonly request: DaemonRequest;
  readonly timestamp: HlcTimestamp;
}

/** What the daemon tells a node, inside of a `nextEvents` reply. */
export type NodeEvent =
  | { readonly type: "stop" }
  | { readonly type: "reload"; readonly operatorId: string | undefined }
  | {
      readonly type: "input";
      readonly id: string;
      readonly metadata: RawMetadata;
      /** An Arrow IPC stream. */
      readonly data: Uint8Array | undefined;
    }
  | { readonly type: "inputClosed"; readonly id: string }
  | { readonly type: "inputRecovered"; readonly id: string }
  | { readonly type: "nodeRestarted"; readonly id: string }
  | { readonly type: "allInputsClosed" }
  | { readonly type: "paramUpdate"; readonly key: string; readonly valueJson: Uint8Array }
  | { readonly type: "paramDeleted"; readonly key: string }
  | {
      readonly type: "nodeFailed";
      readonly affectedInputIds: readonly string[];
      readonly error: string;
      readonly sourceNodeId: string;
    }
  | { readonly type: "extensionDropped"; readonly namespace: string; readonly key: string };

export interface StampedEvent {
  readonly event: NodeEvent;
  readonly timestamp: HlcTimestamp;
}

/** What the daemon answers. Replies carry no time of their own. */
export type DaemonReply =
  | {
      readonly type: "result";
      /** Absent: it is done. */
      readonly error: string | undefined;
    }
  | {
      readonly type: "nextEvents";
      /** Empty: the stream is closed for good. */
      readonly events: readonly StampedEvent[];
      /**
       * The tag of an event of a later dora. Events do not tell their length, so that what follows it in this reply is
       * lost; `events` are those before it.
       */
      readonly unknownTag?: number;
    }
  | { readonly type: "extensionValue"; readonly value: Uint8Array | undefined }
  | { readonly type: "empty" }
  | { readonly type: "extensionReply"; readonly payload: Uint8Array };
