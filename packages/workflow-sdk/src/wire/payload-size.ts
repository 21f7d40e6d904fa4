import { toBinary } from "@bufbuild/protobuf";
import type { Payload } from "@millrace/protocol/payload";
import { common } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../errors.ts";
import { wirePayload } from "./payloads.ts";

/** What Temporal servers take for the payloads of one field unless configured otherwise. */
const defaultBlobBytes = 2 * 1024 * 1024;

/** Bytes that payloads take on the wire. */
export function payloadsBytes(payloads: readonly Payload[]): number {
  let bytes = 0;
  for (const payload of payloads) {
    const own = payloadBytes(payload);
    bytes += own + lengthBytes(own) + 1;
  }
  return bytes;
}

/**
 * Refuses what the server would refuse, where whoever made it can be told.
 *
 * @param what as the message shall name it: `"result of activity 'resize'"`.
 * @throws `WORKFLOW_PAYLOAD_TOO_LARGE`
 */
export function checkPayloadsBytes(
  payloads: readonly Payload[],
  what: string,
  maxBytes: number = defaultBlobBytes,
): void {
  const bytes = payloadsBytes(payloads);
  if (bytes <= maxBytes) return;
  throw new WorkflowSdkError(
    "WORKFLOW_PAYLOAD_TOO_LARGE",
    `${what} takes ${bytes} bytes, and the server allows ${maxBytes}; keep the data elsewhere and pass a reference`,
    { details: { bytes, maxBytes } },
  );
}

function payloadBytes(payload: Payload): number {
  // Data, which may be long, is counted and not copied.
  const rest = toBinary(common.PayloadSchema, { ...wirePayload(payload), data: new Uint8Array() }).length;
  const { length } = payload.data;
  return length === 0 ? rest : rest + length + lengthBytes(length) + 1;
}

/** Bytes of a length as a varint. */
function lengthBytes(length: number): number {
  let bytes = 1;
  for (let rest = length; rest >= 128; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}
