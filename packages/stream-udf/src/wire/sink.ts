import { sink } from "@millrace/protocol/numaflow";
import type { Message } from "../message.ts";
import type { Response, ResponseStatus } from "../response.ts";
import { cutText } from "../internal/cut-text.ts";
import { metadataOf, nackOptionsOf } from "./metadata.ts";

export const sinkHandshake: sink.SinkResponse = {
  $typeName: "sink.v1.SinkResponse",
  results: [],
  handshake: { $typeName: "sink.v1.Handshake", sot: true },
};

/** What follows the answers to a batch. */
export const endOfBatch: sink.SinkResponse = {
  $typeName: "sink.v1.SinkResponse",
  results: [],
  status: { $typeName: "sink.v1.TransmissionStatus", eot: true },
};

const statuses: Readonly<Record<ResponseStatus, sink.Status>> = {
  success: sink.Status.SUCCESS,
  failure: sink.Status.FAILURE,
  fallback: sink.Status.FALLBACK,
  serve: sink.Status.SERVE,
  onSuccess: sink.Status.ON_SUCCESS,
  nack: sink.Status.NACK,
};

/** Below this, answers share a message; the engine takes 64 MiB, and answers may carry values. */
const messageBytes = 1024 * 1024;

/** The engine logs the text of a failure, once for each message. */
const longestErrorBytes = 8 * 1024;

/** The answers to a batch, in as few messages as their size allows. */
export function* sinkResponses(responses: readonly Response[]): Generator<sink.SinkResponse, void> {
  let results: sink.SinkResponse_Result[] = [];
  let bytes = 0;
  for (const response of responses) {
    const result = resultOf(response);
    results.push(result);
    bytes += sizeOf(result);
    if (bytes < messageBytes) continue;
    yield { $typeName: "sink.v1.SinkResponse", results };
    results = [];
    bytes = 0;
  }
  if (results.length > 0) yield { $typeName: "sink.v1.SinkResponse", results };
}

const resultOf = ({ id, status, error, message, served, nackOptions }: Response): sink.SinkResponse_Result => ({
  $typeName: "sink.v1.SinkResponse.Result",
  id,
  status: statuses[status],
  errMsg: error === undefined ? "" : cutText(error, longestErrorBytes),
  serveResponse: served,
  onSuccessMsg: message && onSuccessMessage(message),
  nackOptions: nackOptions && nackOptionsOf(nackOptions),
});

/** At least as many bytes as the result has on the wire, but for the few around each of its parts. */
function sizeOf({ id, errMsg, serveResponse, onSuccessMsg, nackOptions }: sink.SinkResponse_Result): number {
  let bytes = textBytes(id) + textBytes(errMsg) + (serveResponse?.length ?? 0);
  if (onSuccessMsg !== undefined) {
    bytes += onSuccessMsg.value.length;
    for (const key of onSuccessMsg.keys) bytes += textBytes(key);
    for (const [group, { keyValue }] of Object.entries(onSuccessMsg.metadata?.userMetadata ?? {})) {
      bytes += textBytes(group);
      for (const [key, value] of Object.entries(keyValue)) bytes += textBytes(key) + value.length;
    }
  }
  if (nackOptions !== undefined) {
    bytes += textBytes(nackOptions.reason ?? "");
    for (const [key, value] of Object.entries(nackOptions.nackMap)) bytes += textBytes(key) + textBytes(value);
  }
  return bytes;
}

/** Of UTF-8, at most. */
const textBytes = (text: string): number => text.length * 3;

const onSuccessMessage = ({ value, keys, userMetadata }: Message): sink.SinkResponse_Result_Message => ({
  $typeName: "sink.v1.SinkResponse.Result.Message",
  value,
  keys: keys as string[],
  metadata: userMetadata && metadataOf(userMetadata),
});
