import type { DescMessage, DescMethodBiDiStreaming, MessageShape } from "@bufbuild/protobuf";
import { map, sourceTransformer } from "@millrace/protocol/numaflow";
import type { MapAnswer, TransformAnswer } from "../../answer.ts";
import { mapAnswer, transformAnswer } from "../../wire/engine/answer.ts";
import {
  mapHandshake,
  mapRequest,
  sourceTransformHandshake,
  sourceTransformRequest,
  type Outgoing,
} from "../../wire/engine/request.ts";

/** How a kind whose requests are answered one by one is spoken to. */
export interface EachWire<I extends DescMessage, O extends DescMessage, Answer> {
  readonly method: DescMethodBiDiStreaming<I, O>;
  readonly handshake: MessageShape<I>;
  request(message: Outgoing): MessageShape<I>;
  /** Whether a response is the answer to the handshake. */
  greets(response: MessageShape<O>): boolean;
  idOf(response: MessageShape<O>): string;
  answersOf(response: MessageShape<O>): readonly Answer[];
  /** What is wrong with a response. */
  complaint(response: MessageShape<O>): string | undefined;
}

export const mapWire: EachWire<typeof map.MapRequestSchema, typeof map.MapResponseSchema, MapAnswer> = {
  method: map.Map.method.mapFn,
  handshake: mapHandshake,
  request: mapRequest,
  greets: ({ handshake }) => handshake?.sot === true,
  idOf: ({ id }) => id,
  answersOf: ({ results }) => results.map(mapAnswer),
  complaint: ({ status }) =>
    status?.eot === true ? "it ended a transmission, which only batch and stream maps do" : undefined,
};

export const sourceTransformWire: EachWire<
  typeof sourceTransformer.SourceTransformRequestSchema,
  typeof sourceTransformer.SourceTransformResponseSchema,
  TransformAnswer
> = {
  method: sourceTransformer.SourceTransform.method.sourceTransformFn,
  handshake: sourceTransformHandshake,
  request: sourceTransformRequest,
  greets: ({ handshake }) => handshake?.sot === true,
  idOf: ({ id }) => id,
  answersOf: ({ results }) => results.map(transformAnswer),
  complaint: ({ id, results }) => {
    if (results.length === 0) return `the answer to '${id}' has no results; a drop is a result, too`;
    return results.some(({ eventTime }) => eventTime === undefined)
      ? `a result for '${id}' has no event time`
      : undefined;
  },
};
