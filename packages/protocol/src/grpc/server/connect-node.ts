import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import { Code, ConnectError, type ConnectRouter, type Interceptor, type MethodImpl } from "@connectrpc/connect";
import type { GrpcClientImplementation } from "../client/implementation.ts";
import { ConnectNodeTransport } from "../client/connect-node-transport.ts";
import { loadConnectNode } from "../load-connect-node.ts";
import { statusTrailers, toConnectError } from "../status.ts";
import type { GrpcImplementation, ServerSetup } from "./implementation.ts";
import { overIterables } from "./over-iterables.ts";

/** connect's own limit. */
const mostBytes = 0xffff_ffff;

/**
 * Serves the same routes, or makes the same calls, by `@connectrpc/connect-node`, an optional peer: several times
 * slower, and kept as a second opinion. Where it differs is a list in our tests.
 */
export function connectNode(): GrpcImplementation & GrpcClientImplementation {
  return {
    name: "connect-node",
    createTransport: (options) => new ConnectNodeTransport(options),
    attach: async (server, setup) => {
      const { connectNodeAdapter, compressionGzip } = await loadConnectNode();
      const shutdown = new AbortController();
      const serve = connectNodeAdapter({
        routes: (router) => addRoutes(router, setup),
        grpcWeb: false,
        connect: false,
        acceptCompression: [compressionGzip],
        compressMinBytes: Math.min(setup.compressMinBytes, mostBytes),
        readMaxBytes: Math.min(setup.readMaxBytes, mostBytes),
        writeMaxBytes: Math.min(setup.writeMaxBytes, mostBytes),
        interceptors: [sameErrors(setup)],
        shutdownSignal: shutdown.signal,
        fallback: (_, response) => answerUnimplemented(response as Http2ServerResponse),
      });
      server.on("request", (request, response) => {
        request.stream.on("error", (error) => setup.logger.debug({ error }, "a stream broke"));
        makeAuthorityReadable(request);
        serve(request, response);
      });
      return { interrupt: (error) => shutdown.abort(error) };
    },
  };
}

function addRoutes(router: ConnectRouter, { routes, streams }: ServerSetup): void {
  routes(router);
  // The last one for a path counts: a service that leaves the method out has put "unimplemented" there.
  streams((method, open) => void router.rpc(method, overIterables(open) as MethodImpl<typeof method>));
}

/** The adapter makes a URL of it, outside of any try. */
function makeAuthorityReadable(request: Http2ServerRequest): void {
  if (!URL.canParse(`http://${request.authority}`)) request.headers[":authority"] = "localhost";
}

function answerUnimplemented(response: Http2ServerResponse): void {
  response.stream.respond(
    {
      ":status": 200,
      "content-type": "application/grpc+proto",
      ...statusTrailers(new ConnectError("there is no such method here", Code.Unimplemented)),
    },
    { endStream: true },
  );
}

/** Errors of handlers, mapped as ours are. */
function sameErrors({ logger }: ServerSetup): Interceptor {
  const map = (error: unknown, path: string): ConnectError => {
    const mapped = toConnectError(error);
    if (mapped !== error) logger.error({ error, path }, "a handler failed");
    return mapped;
  };
  return (next) => async (request) => {
    const path = `/${request.service.typeName}/${request.method.name}`;
    try {
      const response = await next(request);
      if (!response.stream) return response;
      const { message: messages } = response;
      return { ...response, message: mapErrors(messages, (error) => map(error, path)) };
    } catch (error) {
      throw map(error, path);
    }
  };
}

async function* mapErrors<T>(messages: AsyncIterable<T>, map: (error: unknown) => Error): AsyncIterable<T> {
  try {
    yield* messages;
  } catch (error) {
    throw map(error);
  }
}
