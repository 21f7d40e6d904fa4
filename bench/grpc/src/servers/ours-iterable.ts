// Our server with handlers as connect has them.
import { createGrpcServer } from "@millrace/protocol/grpc";
import { map } from "@millrace/protocol/numaflow";
import { echoService } from "../echo.ts";
import { isReady, mapFn } from "./handlers.ts";

const server = createGrpcServer({
  listen: { path: process.argv[2] ?? "" },
  routes: (router) => {
    router.service(map.Map, { mapFn, isReady });
    router.service(echoService, { call: (message: unknown) => message } as never);
  },
});
void server.run();
