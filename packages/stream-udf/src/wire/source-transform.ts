import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { sourceTransformer } from "@millrace/protocol/numaflow";
import { MessageT } from "../message-t.ts";
import { metadataOf, nackOptionsOf } from "./metadata.ts";
import { timestampOf } from "./timestamp.ts";

type Response = sourceTransformer.SourceTransformResponse;

export const sourceTransformHandshake: Response = {
  $typeName: "sourcetransformer.v1.SourceTransformResponse",
  results: [],
  id: "",
  handshake: { $typeName: "sourcetransformer.v1.Handshake", sot: true },
};

const epoch: Timestamp = { $typeName: "google.protobuf.Timestamp", seconds: 0n, nanos: 0 };

/**
 * The answer to one request. The engine takes no answer without results, and no result without an event time: nothing
 * becomes a drop, and a missing time that of the input.
 */
export function sourceTransformResponse(
  { id, eventTime }: sourceTransformer.SourceTransformRequest_Request,
  messages: readonly MessageT[],
): Response {
  const given = messages.length === 0 ? [MessageT.toDrop()] : messages;
  return {
    $typeName: "sourcetransformer.v1.SourceTransformResponse",
    results: given.map((message) => resultOf(message, eventTime ?? epoch)),
    id,
  };
}

const resultOf = (message: MessageT, inputTime: Timestamp): sourceTransformer.SourceTransformResponse_Result => {
  const { keys, value, eventTime, tags, userMetadata, nackOptions } = message;
  return {
    $typeName: "sourcetransformer.v1.SourceTransformResponse.Result",
    keys: keys as string[],
    value,
    eventTime: eventTime === undefined ? inputTime : timestampOf(eventTime),
    tags: tags as string[],
    metadata: userMetadata && metadataOf(userMetadata),
    nackOptions: nackOptions && nackOptionsOf(nackOptions),
  };
};
