import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { map, metadata, reduce, sink, sourceTransformer } from "@millrace/protocol/numaflow";
import type { DatumSource } from "../../datum.ts";
import type { Instant } from "../../event-time.ts";
import type { WireGroups, WireMetadata } from "../../user-metadata.ts";

/** A message that the engine sends to a component. */
export interface Outgoing extends DatumSource {
  readonly id: string;
}

export const mapHandshake: map.MapRequest = {
  $typeName: "map.v1.MapRequest",
  id: "",
  handshake: { $typeName: "map.v1.Handshake", sot: true },
};

export const mapRequest = (message: Outgoing): map.MapRequest => ({
  $typeName: "map.v1.MapRequest",
  request: { $typeName: "map.v1.MapRequest.Request", ...common(message) },
  id: message.id,
});

export const sourceTransformHandshake: sourceTransformer.SourceTransformRequest = {
  $typeName: "sourcetransformer.v1.SourceTransformRequest",
  handshake: { $typeName: "sourcetransformer.v1.Handshake", sot: true },
};

export const sourceTransformRequest = (message: Outgoing): sourceTransformer.SourceTransformRequest => ({
  $typeName: "sourcetransformer.v1.SourceTransformRequest",
  request: {
    $typeName: "sourcetransformer.v1.SourceTransformRequest.Request",
    ...common(message),
    id: message.id,
  },
});

export const sinkHandshake: sink.SinkRequest = {
  $typeName: "sink.v1.SinkRequest",
  handshake: { $typeName: "sink.v1.Handshake", sot: true },
};

export const sinkRequest = (message: Outgoing): sink.SinkRequest => ({
  $typeName: "sink.v1.SinkRequest",
  request: { $typeName: "sink.v1.SinkRequest.Request", ...common(message), id: message.id },
});

export const endOfBatch: sink.SinkRequest = {
  $typeName: "sink.v1.SinkRequest",
  status: { $typeName: "sink.v1.TransmissionStatus", eot: true },
};

/** The engine has one slot. */
export const windowOf = (start: Instant, end: Instant): reduce.Window => ({
  $typeName: "reduce.v1.Window",
  start: timestamp(start),
  end: timestamp(end),
  slot: "0",
});

/** @param event of `ReduceRequest.WindowOperation`: 0 opens the window, 4 appends to it */
export const reduceRequest = (message: DatumSource, window: reduce.Window, event: 0 | 4): reduce.ReduceRequest => ({
  $typeName: "reduce.v1.ReduceRequest",
  payload: { $typeName: "reduce.v1.ReduceRequest.Payload", ...common(message) },
  operation: { $typeName: "reduce.v1.ReduceRequest.WindowOperation", event, windows: [window] },
});

interface Common {
  readonly keys: string[];
  readonly value: Uint8Array;
  readonly eventTime: Timestamp | undefined;
  readonly watermark: Timestamp | undefined;
  readonly headers: Record<string, string>;
  readonly metadata: metadata.Metadata | undefined;
}

const common = ({ keys, value, eventTime, watermark, headers, metadata }: DatumSource): Common => ({
  keys: keys as string[],
  value,
  eventTime: eventTime && timestamp(eventTime),
  watermark: watermark && timestamp(watermark),
  headers,
  metadata: metadata && metadataMessage(metadata),
});

const timestamp = ({ seconds, nanos }: Instant): Timestamp => ({
  $typeName: "google.protobuf.Timestamp",
  seconds,
  nanos,
});

const metadataMessage = ({ sysMetadata, userMetadata }: WireMetadata): metadata.Metadata => ({
  $typeName: "metadata.Metadata",
  previousVertex: "",
  sysMetadata: groups(sysMetadata),
  userMetadata: groups(userMetadata),
});

const groups = (given: WireGroups): Record<string, metadata.KeyValueGroup> =>
  Object.fromEntries(
    Object.entries(given).map(([name, { keyValue }]) => [
      name,
      { $typeName: "metadata.KeyValueGroup" as const, keyValue: { ...keyValue } },
    ]),
  );
