import type { map, metadata, nackOptions, reduce, sink, sourceTransformer } from "@millrace/protocol/numaflow";
import type { MapAnswer, SinkAnswer, TransformAnswer } from "../../answer.ts";
import { EventTime } from "../../event-time.ts";
import type { NackOptions } from "../../nack-options.ts";
import type { ResponseStatus } from "../../response.ts";
import { groupsOf, type MetadataGroups } from "../../user-metadata.ts";

export const mapAnswer = (result: map.MapResponse_Result): MapAnswer => ({
  keys: result.keys,
  value: result.value,
  tags: result.tags,
  userMetadata: userMetadataOf(result.metadata),
  nackOptions: result.nackOptions && nackOptionsOf(result.nackOptions),
});

export const transformAnswer = (result: sourceTransformer.SourceTransformResponse_Result): TransformAnswer => ({
  keys: result.keys,
  value: result.value,
  tags: result.tags,
  eventTime: result.eventTime && new EventTime(result.eventTime),
  userMetadata: userMetadataOf(result.metadata),
  nackOptions: result.nackOptions && nackOptionsOf(result.nackOptions),
});

export const reduceAnswer = (result: reduce.ReduceResponse_Result): MapAnswer => ({
  keys: result.keys,
  value: result.value,
  tags: result.tags,
  userMetadata: userMetadataOf(result.metadata),
});

const statuses: readonly ResponseStatus[] = ["success", "failure", "fallback", "serve", "onSuccess", "nack"];

/** `undefined` if the status is one that nobody knows. */
export function sinkAnswer(result: sink.SinkResponse_Result): SinkAnswer | undefined {
  const status = statuses[result.status];
  const { id, errMsg, serveResponse, onSuccessMsg, nackOptions } = result;
  return (
    status && {
      id,
      status,
      error: errMsg === "" ? undefined : errMsg,
      served: serveResponse,
      message: onSuccessMsg && {
        keys: onSuccessMsg.keys,
        value: onSuccessMsg.value,
        userMetadata: userMetadataOf(onSuccessMsg.metadata),
      },
      nackOptions: nackOptions && nackOptionsOf(nackOptions),
    }
  );
}

const userMetadataOf = (given: metadata.Metadata | undefined): MetadataGroups | undefined =>
  given && groupsOf(given.userMetadata);

const nackOptionsOf = ({ reason, maxDeliveries, delay, nackMap }: nackOptions.NackOptions): NackOptions => ({
  ...(reason !== undefined && { reason }),
  ...(maxDeliveries !== undefined && { maxDeliveries }),
  ...(delay !== undefined && { delayMs: Number(delay) }),
  ...(Object.keys(nackMap).length > 0 && { details: nackMap }),
});
