import { once } from "node:events";
import {
  type ClientHttp2Session,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { connectBehind } from "./forward.ts";

/** What stands before a server. */
export interface Front extends AsyncDisposable {
  readonly address: string;
  readonly sessions: ReadonlySet<ServerHttp2Session>;
}

/** A call that came to a front. */
export interface FrontCall {
  readonly behind: ClientHttp2Session;
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
}

export const startFront = async (server: string, onCall: (call: FrontCall) => void): Promise<Front> => {
  const behind = connectBehind(server);
  const front = createServer();
  const sessions = new Set<ServerHttp2Session>();
  front.on("session", (session) => {
    sessions.add(session);
    session.on("error", () => undefined);
    session.on("close", () => sessions.delete(session));
  });
  front.on("stream", (stream, headers) => {
    // Its caller may be gone at any time.
    stream.on("error", () => undefined);
    onCall({ behind, stream, headers });
  });
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  return {
    address: `127.0.0.1:${(front.address() as AddressInfo).port}`,
    sessions,
    async [Symbol.asyncDispose]() {
      behind.destroy();
      for (const session of sessions) session.destroy();
      front.close();
      await once(front, "close");
    },
  };
};
