// connect-node's adapter on node:http2; the kind, which is the first argument, decides nothing here.
import http2 from "node:http2";
import { map, reduce, sink } from "@millrace/protocol/numaflow";
import { loadPeer } from "@millrace/tooling-bench";
import { isReady, mapFn, reduceFn, sinkFn } from "./handlers.ts";

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
      router.service(sink.Sink, { sinkFn, isReady });
      router.service(reduce.Reduce, { reduceFn, isReady });
    },
  });
  // With the default window the peer waits for room all the time; this one is what its users set.
  http2.createServer({ settings: { initialWindowSize: 1 << 20 } }, adapter).listen(process.argv[3]);
});
