import type { map } from "@millrace/protocol/numaflow";
import type { Message } from "../message.ts";
import { metadataOf, nackOptionsOf } from "./metadata.ts";

export const mapHandshake: map.MapResponse = {
  $typeName: "map.v1.MapResponse",
  results: [],
  id: "",
  handshake: { $typeName: "map.v1.Handshake", sot: true },
};

/** The answer to one request; without results the engine counts the input as done. */
export const mapResponse = (id: string, messages: readonly Message[]): map.MapResponse => ({
  $typeName: "map.v1.MapResponse",
  results: messages.map(resultOf),
  id,
});

const resultOf = ({ keys, value, tags, userMetadata, nackOptions }: Message): map.MapResponse_Result => ({
  $typeName: "map.v1.MapResponse.Result",
  keys: keys as string[],
  value,
  tags: tags as string[],
  metadata: userMetadata && metadataOf(userMetadata),
  nackOptions: nackOptions && nackOptionsOf(nackOptions),
});
