import { ConnectionError } from "./connection-error.ts";
import { errorCodes, frameFlags } from "./frames.ts";

/** @throws ConnectionError for a payload that is not as long as its frame wants it */
export function checkSize(payload: Buffer, bytes: number): void {
  if (payload.length === bytes) return;
  throw new ConnectionError(
    errorCodes.frameSizeError,
    `the server sent a frame of ${payload.length} bytes for ${bytes}`,
  );
}

/** @throws ConnectionError if a frame that is about the connection names a stream */
export function checkWholeConnection(streamId: number, what: string): void {
  if (streamId === 0) return;
  throw new ConnectionError(errorCodes.protocolError, `the server sent ${what} for stream ${streamId}`);
}

/** A payload of DATA or HEADERS without its padding. @throws ConnectionError for more padding than payload */
export function unpadded(flags: number, payload: Buffer): Buffer {
  if ((flags & frameFlags.padded) === 0) return payload;
  const padding = payload[0];
  if (padding !== undefined && padding < payload.length) return payload.subarray(1, payload.length - padding);
  throw new ConnectionError(errorCodes.protocolError, "the server sent a frame of nothing but padding");
}
