import { DataflowError } from "../errors.ts";
import type { HlcTimestamp } from "../node-link.ts";
import type { Frame } from "./frame.ts";
import { replyCodec, requestCodec } from "./message-table.ts";
import type { DaemonReply, DaemonRequest, StampedRequest } from "./messages.ts";
import { timestamp } from "./metadata-field.ts";
import { PostcardReader } from "./postcard-reader.ts";
import { PostcardWriter } from "./postcard-writer.ts";
import { UnknownTag } from "./table.ts";

const writer = new PostcardWriter();

/** @throws `DATAFLOW_WIRE_TOO_LARGE` */
export function requestFrame(request: DaemonRequest, stamp: HlcTimestamp): Frame {
  writer.begin();
  requestCodec.write(writer, request);
  timestamp.write(writer, stamp);
  return writer.end(request.type === "sendMessage" ? `a message for output '${request.outputId}'` : request.type);
}

/** @throws `DATAFLOW_WIRE_TOO_LARGE` */
export function replyFrame(reply: DaemonReply): Frame {
  writer.begin();
  replyCodec.write(writer, reply);
  return writer.end(`a reply of kind '${reply.type}'`);
}

/**
 * Reads what a node sent; the body belongs to the request from now on.
 *
 * @throws `DATAFLOW_WIRE_UNKNOWN_TAG` for a request of a later dora, after which the connection may go on;
 *   `DATAFLOW_WIRE_MALFORMED`
 */
export function decodeRequest(body: Uint8Array): StampedRequest {
  const reader = new PostcardReader(body, "a request of a node");
  const request = known(requestCodec.read(reader), "request");
  const stamp = timestamp.read(reader);
  reader.end();
  return { request, timestamp: stamp };
}

/**
 * Reads what the daemon answered; the body belongs to the reply from now on.
 *
 * @throws `DATAFLOW_WIRE_UNKNOWN_TAG`, `DATAFLOW_WIRE_MALFORMED`
 */
export function decodeReply(body: Uint8Array): DaemonReply {
  const reader = new PostcardReader(body, "a reply of the daemon");
  const reply = known(replyCodec.read(reader), "reply");
  reader.end();
  const { unknownTag } = reader;
  return unknownTag !== undefined && reply.type === "nextEvents" ? { ...reply, unknownTag } : reply;
}

function known<T>(message: T | UnknownTag, kind: string): T {
  if (!(message instanceof UnknownTag)) return message;
  throw new DataflowError(
    "DATAFLOW_WIRE_UNKNOWN_TAG",
    `a ${kind} has the tag ${message.tag}, which this version does not know; the peer is of a later dora 1.x`,
    { details: { tag: message.tag } },
  );
}
