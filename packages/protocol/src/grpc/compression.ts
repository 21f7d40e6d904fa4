import { gunzipSync, gzipSync } from "node:zlib";
import { Code, ConnectError } from "@connectrpc/connect";

/** What we read and, where asked to, write beside `identity`. */
export const gzipEncoding = "gzip";

/** Whether the list in a `grpc-accept-encoding` header names gzip. */
export function acceptsGzip(header: string | undefined): boolean {
  return header !== undefined && header.split(",").some((name) => name.trim() === gzipEncoding);
}

/** In the calling thread: it keeps messages in order, and a trip to the thread pool costs more than most messages do. */
export function gzip(message: Uint8Array): Uint8Array {
  return gzipSync(message);
}

/**
 * @throws a `ConnectError`: `resource_exhausted` if more than `maxBytes` come out, `internal` if the bytes are not gzip.
 */
export function gunzip(message: Uint8Array, maxBytes: number): Uint8Array {
  if (message.length === 0) return message;
  try {
    return gunzipSync(message, { maxOutputLength: Math.max(1, Math.min(maxBytes, 0x7fffffff)) });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      const text = `grpc: received message after decompression larger than max ${maxBytes}, see readMaxBytes`;
      throw new ConnectError(text, Code.ResourceExhausted, undefined, undefined, cause);
    }
    throw new ConnectError("a compressed message is not gzip", Code.Internal, undefined, undefined, cause);
  }
}
