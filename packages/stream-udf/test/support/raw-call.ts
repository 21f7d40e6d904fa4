import { connect as connectHttp2, type ClientHttp2Session, type IncomingHttpHeaders } from "node:http2";
import { connect } from "node:net";
import { once } from "node:events";
import type { GrpcAddress } from "@millrace/protocol/grpc";

/** A message in its envelope. */
export const envelope = (message: Uint8Array): Buffer => {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
};

export function rawSession(address: GrpcAddress, authority = "http://localhost"): ClientHttp2Session {
  const session = connectHttp2(authority, {
    createConnection: () => ("path" in address ? connect(address.path) : connect(address.port, address.host)),
  });
  session.on("error", () => undefined);
  return session;
}

export interface RawAnswer {
  readonly bytes: Buffer;
  readonly trailers: IncomingHttpHeaders;
}

/** Sends these bytes as the body of a call, and gives what comes back. */
export async function rawCall(
  session: ClientHttp2Session,
  path: string,
  body: Uint8Array,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const stream = session.request({
    ":method": "POST",
    ":path": path,
    "content-type": "application/grpc",
    te: "trailers",
    ...headers,
  });
  let trailers: IncomingHttpHeaders = {};
  stream.on("trailers", (block) => (trailers = block));
  stream.on("response", (block) => (trailers = { ...block, ...trailers }));
  stream.on("error", () => undefined);
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.end(body);
  await once(stream, "close");
  return { bytes: Buffer.concat(chunks), trailers };
}
