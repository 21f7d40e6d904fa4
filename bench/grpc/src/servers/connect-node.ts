// connect-node's adapter on node:http2.
import http2 from "node:http2";
import { map } from "@millrace/protocol/numaflow";
import { loadPeer } from "@millrace/tooling-bench";
import { echoService } from "../echo.ts";
import { isReady, mapFn } from "./handlers.ts";

interface ConnectNode {
  readonly connectNodeAdapter: (
    options: object,
  ) => (request: http2.Http2ServerRequest, response: http2.Http2ServerResponse) => void;
}
interface Router {
  service(service: object, handlers: object): void;
}

void loadPeer<ConnectNode>("@connectrpc/connect-node").then(({ connectNodeAdapter }) => {
  const adapter = connectNodeAdapter({
    connect: false,
    grpcWeb: false,
    acceptCompression: [],
    routes: (router: Router) => {
      router.service(map.Map, { mapFn, isReady });
      router.service(echoService, { call: (message: unknown) => message });
    },
  });
  // With the default window the peer waits for room all the time; this one is what its users set.
  http2.createServer({ settings: { initialWindowSize: 1 << 20 } }, adapter).listen(process.argv[2]);
});
