import { once } from "node:events";
import { createSecureServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { connectBehind, forward } from "./forward.ts";

/** What stands before a server: TLS, and one key that callers must have. */
export interface Guard extends AsyncDisposable {
  readonly address: string;
}

export interface GuardOptions {
  readonly server: string;
  readonly apiKey: string;
  readonly cert: Buffer;
  readonly key: Buffer;
}

const unauthenticated = {
  ":status": 200,
  "content-type": "application/grpc",
  "grpc-status": "16",
  "grpc-message": "no key",
};

export const startGuard = async ({ server, apiKey, cert, key }: GuardOptions): Promise<Guard> => {
  const behind = connectBehind(server);
  const guard = createSecureServer({ cert, key });
  guard.on("stream", (stream, headers) => {
    if (headers.authorization === `Bearer ${apiKey}`) return forward(behind, stream, headers);
    stream.respond(unauthenticated, { endStream: true });
  });
  guard.listen(0, "127.0.0.1");
  await once(guard, "listening");
  const sessions = new Set<{ destroy: () => void }>();
  guard.on("session", (session) => sessions.add(session));
  return {
    address: `localhost:${(guard.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      behind.destroy();
      for (const session of sessions) session.destroy();
      guard.close();
      await once(guard, "close");
    },
  };
};
