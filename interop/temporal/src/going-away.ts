import { once } from "node:events";
import { createServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { connectBehind, forward } from "./forward.ts";

/** What stands before a server and tells its callers to connect anew. */
export interface GoingAway extends AsyncDisposable {
  readonly address: string;
  /** Calls that are open go on; no new one is taken on these connections. */
  goAway(): void;
}

export const goingAway = async (server: string): Promise<GoingAway> => {
  const behind = connectBehind(server);
  const front = createServer();
  const sessions = new Set<ServerHttp2Session>();
  front.on("session", (session) => {
    sessions.add(session);
    session.on("error", () => undefined);
    session.on("close", () => sessions.delete(session));
  });
  front.on("stream", (stream, headers) => forward(behind, stream, headers));
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  return {
    address: `127.0.0.1:${(front.address() as AddressInfo).port}`,
    goAway() {
      // Sends GOAWAY, and ends each session when its calls have.
      for (const session of sessions) session.close();
    },
    async [Symbol.asyncDispose]() {
      behind.destroy();
      for (const session of sessions) session.destroy();
      front.close();
      await once(front, "close");
    },
  };
};
