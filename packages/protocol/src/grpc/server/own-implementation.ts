import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { Code, ConnectError } from "@connectrpc/connect";
import { gzipEncoding } from "../compression.ts";
import { errorCodes } from "../http2/frames.ts";
import { statusTrailers } from "../status.ts";
import { ServerCall, type CallSettings } from "./call.ts";
import type { GrpcImplementation } from "./implementation.ts";
import type { Route } from "./route.ts";
import { collectRoutes } from "./routes.ts";

/** Serves calls by `ServerCall`, straight from the streams of node:http2. */
export const ownImplementation: GrpcImplementation = Object.freeze<GrpcImplementation>({
  name: "millrace",
  attach: async (server, { routes, streams, logger, ...limits }) => {
    const table = collectRoutes(routes, streams);
    const calls = new Set<ServerCall>();
    const settings: CallSettings = {
      ...limits,
      onHandlerError: (error, path) => logger.error({ error, path }, "a handler failed"),
      onClose: (call) => calls.delete(call),
    };
    server.on("stream", (stream, headers) => {
      // Without a listener, a stream that a peer breaks would end the process.
      stream.on("error", (error) => logger.debug({ error }, "a stream broke"));
      const route = findRoute(stream, headers, table);
      if (route === undefined) return;
      const call = new ServerCall(route, stream, headers, settings);
      calls.add(call);
      call.start();
    });
    return {
      interrupt: (error) => {
        for (const call of calls) call.interrupt(error);
      },
    };
  },
});

/** Answers what is no call of ours. */
function findRoute(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  table: ReadonlyMap<string, Route>,
): Route | undefined {
  const path = headers[":path"] ?? "";
  if (headers[":method"] !== "POST") return refuseRequest(stream, { ":status": 405, allow: "POST" });
  if (!isGrpc(headers["content-type"])) {
    return refuseRequest(stream, { ":status": 415, "accept-post": "application/grpc" });
  }
  const route = table.get(path);
  if (route === undefined) return refuseCall(stream, `there is no method ${path} here`);
  const encoding = headers["grpc-encoding"];
  if (encoding !== undefined && encoding !== "identity" && encoding !== gzipEncoding) {
    return refuseCall(stream, `grpc-encoding '${String(encoding)}' is not known here`);
  }
  return route;
}

function isGrpc(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/grpc(\+proto)?(;.*)?$/i.test(contentType);
}

/** What no gRPC client sends gets an answer that people can read. */
function refuseRequest(stream: ServerHttp2Stream, headers: OutgoingHttpHeaders): undefined {
  stream.respond({ ...headers, "content-type": "text/plain" });
  stream.end("This is a gRPC server: it takes POST requests whose content-type is application/grpc.\n");
  stream.resume();
}

function refuseCall(stream: ServerHttp2Stream, message: string): undefined {
  return refuse(stream, {
    ":status": 200,
    "content-type": "application/grpc+proto",
    "grpc-accept-encoding": `identity,${gzipEncoding}`,
    ...statusTrailers(new ConnectError(message, Code.Unimplemented)),
  });
}

/** One frame of headers, and no interest in the rest of the request. */
function refuse(stream: ServerHttp2Stream, headers: OutgoingHttpHeaders): undefined {
  stream.respond(headers, { endStream: true });
  stream.resume();
  setImmediate(() => {
    if (!stream.destroyed && !stream.closed) stream.close(errorCodes.noError);
  });
}
