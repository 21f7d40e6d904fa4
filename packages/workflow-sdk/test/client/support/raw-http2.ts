import { once } from "node:events";
import { createServer, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";

export interface RawServer extends AsyncDisposable {
  readonly address: string;
}

export interface RawHandlers {
  readonly onSession?: (session: ServerHttp2Session) => void;
  /** Gets each call, and its number from 1 on. */
  readonly onStream: (stream: ServerHttp2Stream, call: number) => void;
}

/** HTTP/2 without gRPC: for answers that no gRPC server gives. */
export async function rawHttp2({ onSession, onStream }: RawHandlers): Promise<RawServer> {
  const sessions = new Set<ServerHttp2Session>();
  let calls = 0;
  const server = createServer();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
    onSession?.(session);
  });
  server.on("stream", (stream) => {
    stream.on("error", () => undefined);
    onStream(stream, ++calls);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

const emptyMessage = Buffer.alloc(5);

/** Answers a call with a message without fields, and status OK. */
export function answerEmpty(stream: ServerHttp2Stream): void {
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(emptyMessage);
}
