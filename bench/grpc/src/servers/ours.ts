// Our server: map as a pushed stream, echo as a connect handler.
import { create } from "@bufbuild/protobuf";
import { createGrpcServer } from "@millrace/protocol/grpc";
import { map } from "@millrace/protocol/numaflow";
import { echoService } from "../echo.ts";

const server = createGrpcServer({
  listen: { path: process.argv[2] ?? "" },
  routes: (router) => router.service(echoService, { call: (message: unknown) => message } as never),
  streams: (add) =>
    add(map.Map.method.mapFn, (call) => ({
      message({ id, request, handshake }) {
        if (request === undefined) call.send(create(map.MapResponseSchema, { handshake }));
        else call.send(create(map.MapResponseSchema, { id, results: [{ keys: request.keys, value: request.value }] }));
      },
      end: () => call.end(),
      abort: () => undefined,
    })),
});
void server.run();
