import type { DescMessage, DescMethod, DescMethodBiDiStreaming, DescService, MessageShape } from "@bufbuild/protobuf";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { GrpcError } from "../grpc-error.ts";
import type { StreamHandler } from "../stream-handler.ts";
import {
  openBidi,
  openClientStream,
  openServerStream,
  openUnary,
  type BidiHandler,
  type ClientStreamHandler,
  type ServerStreamHandler,
  type UnaryHandler,
} from "./connect-handlers.ts";
import { createRoute, type OpenCall, type Route } from "./route.ts";

/** Adds a push-style handler for a bidi method. */
export type AddStream = <I extends DescMessage, O extends DescMessage>(
  method: DescMethodBiDiStreaming<I, O>,
  open: StreamHandler<MessageShape<I>, MessageShape<O>>,
) => void;

/** Calls both functions of a server's options, and gives the routes by path. */
export function collectRoutes(
  routes: (router: ConnectRouter) => void,
  streams: (add: AddStream) => void,
): ReadonlyMap<string, Route> {
  const table = new Map<string, Route>();
  const add = (service: DescService, method: DescMethod, open: OpenCall): void => {
    const route = createRoute(service, method, open);
    const known = table.get(route.path);
    // A service may leave out what was added before, or comes later, as a stream or by itself.
    if (known !== undefined && open === unimplemented) return;
    if (known !== undefined && known.open !== unimplemented) {
      const message = `the method ${route.path} has a handler already; give each method one`;
      throw new GrpcError("GRPC_INVALID_ROUTE", message, { details: { path: route.path } });
    }
    table.set(route.path, route);
  };
  streams((method, open) => {
    if (method.methodKind !== "bidi_streaming") throw notBidi(method);
    add(method.parent, method, open);
  });
  routes(new Router(add));
  return table;
}

const unimplemented: OpenCall = (call) => {
  throw new ConnectError(`${call.route.path} is not implemented`, Code.Unimplemented);
};

/** connect's router, which keeps the handlers as they are instead of wrapping them for all of connect's protocols. */
class Router implements ConnectRouter {
  readonly handlers: [] = [];
  readonly #add: (service: DescService, method: DescMethod, open: OpenCall) => void;

  constructor(add: (service: DescService, method: DescMethod, open: OpenCall) => void) {
    this.#add = add;
  }

  service(service: DescService, implementation: object, options?: object): this {
    refuseOptions(options);
    for (const method of service.methods) {
      const handler = (implementation as Record<string, unknown>)[method.localName];
      this.#add(service, method, handler === undefined ? unimplemented : opener(method, handler, implementation));
    }
    return this;
  }

  rpc(method: DescMethod, handler: unknown, options?: object): this {
    refuseOptions(options);
    this.#add(method.parent, method, opener(method, handler, undefined));
    return this;
  }
}

function opener(method: DescMethod, handler: unknown, implementation: object | undefined): OpenCall {
  if (typeof handler !== "function") {
    const message = `the handler of ${method.parent.typeName}/${method.name} is a ${typeof handler}; give it a function`;
    throw new GrpcError("GRPC_INVALID_ROUTE", message);
  }
  const bound: unknown = handler.bind(implementation);
  switch (method.methodKind) {
    case "unary":
      return openUnary(bound as UnaryHandler);
    case "server_streaming":
      return openServerStream(bound as ServerStreamHandler);
    case "client_streaming":
      return openClientStream(bound as ClientStreamHandler);
    case "bidi_streaming":
      return openBidi(bound as BidiHandler);
  }
}

function refuseOptions(options: object | undefined): void {
  if (options === undefined || Object.keys(options).length === 0) return;
  const message = `routes take no options of their own (${Object.keys(options).join(", ")}); set limits for the server`;
  throw new GrpcError("GRPC_INVALID_ROUTE", message);
}

function notBidi(method: DescMethod): GrpcError {
  const message = `${method.parent.typeName}/${method.name} is ${method.methodKind}, and push-style handlers are for bidi methods; add it by 'routes'`;
  return new GrpcError("GRPC_INVALID_ROUTE", message);
}
