import { toBinary } from "@bufbuild/protobuf";
import {
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type ServerOptions,
} from "node:http2";
import type { AddressInfo } from "node:net";
import type { GrpcAddress } from "@millrace/protocol/grpc";
import { NoteSchema, type Note } from "./echo-service.ts";

/** A server that does what a test tells it to, stream by stream. */
export interface RawServer extends AsyncDisposable {
  readonly address: GrpcAddress;
  /** All sessions that there ever were, in order. */
  readonly sessions: readonly ServerHttp2Session[];
  /** Sees each session before its first frame leaves. */
  onSession: (session: ServerHttp2Session) => void;
}

export async function rawServer(
  onStream: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void,
  options: ServerOptions = {},
): Promise<RawServer> {
  const server = createServer(options);
  const sessions: ServerHttp2Session[] = [];
  server.on("session", (session) => {
    sessions.push(session);
    session.on("error", () => undefined);
    raw.onSession(session);
  });
  server.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    onStream(stream, headers);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const raw: RawServer = {
    onSession: () => undefined,
    address: { host: "127.0.0.1", port },
    sessions,
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return raw;
}

export const grpcHeaders: OutgoingHttpHeaders = { ":status": 200, "content-type": "application/grpc+proto" };

/** Headers and trailers in one block. */
export function trailersOnly(stream: ServerHttp2Stream, trailers: OutgoingHttpHeaders): void {
  stream.respond({ ...grpcHeaders, ...trailers }, { endStream: true });
  stream.resume();
}

/** A prefix and a message. */
export function envelope(note: Note, flags = 0): Buffer {
  const message = toBinary(NoteSchema, note);
  const prefix = Buffer.alloc(5, flags);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** A whole response. `body` is sent as it is. */
export function answer(
  stream: ServerHttp2Stream,
  body: Uint8Array,
  trailers: OutgoingHttpHeaders = { "grpc-status": "0" },
  headers: OutgoingHttpHeaders = grpcHeaders,
): void {
  stream.respond(headers, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  stream.resume();
  stream.end(body);
}
