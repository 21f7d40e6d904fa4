import type { DescMethod, DescService, Message } from "@bufbuild/protobuf";
import type { ConnectRouter, HandlerContext } from "@connectrpc/connect";

/** A service and what it does: a handler for every one of its methods, by local name. */
export interface ServedService {
  readonly service: DescService;
  readonly handlers: Readonly<Record<string, AnyHandler>>;
}

/** A handler of connect, whatever its messages; of a server stream, one that gives its answers one by one. */
export type AnyHandler = (request: never, context: HandlerContext) => object;

/** The handler of a method; undefined if the table has no such service. */
export function findHandler(
  services: readonly ServedService[],
  method: DescMethod,
): ((request: Message, context: HandlerContext) => object) | undefined {
  const served = services.find(({ service }) => service.typeName === method.parent.typeName);
  return served?.handlers[method.localName] as ReturnType<typeof findHandler>;
}

/** The same services on a gRPC server. */
export const routesOf =
  (services: readonly ServedService[]) =>
  (router: ConnectRouter): void => {
    // Each handler fits its method; the table does not say so in types.
    for (const { service, handlers } of services) router.service(service, handlers as never);
  };
