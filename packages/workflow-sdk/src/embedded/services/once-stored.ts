import type { HandlerContext } from "@connectrpc/connect";
import type { ServerCore } from "../core.ts";

type Handler = (request: never, context: HandlerContext) => unknown;

/**
 * Handlers whose answers and errors wait for the store: what they have read from memory may be ahead of it, and would
 * be a lie if the store lost it.
 */
export function onceStored<Handlers extends object>(core: ServerCore, handlers: Handlers): Handlers {
  const waiting = Object.entries(handlers as Record<string, Handler>).map(([name, handler]) => [
    name,
    async (request: never, context: HandlerContext): Promise<unknown> => {
      try {
        return await handler(request, context);
      } finally {
        if (core.unstored !== undefined) await core.unstored;
      }
    },
  ]);
  return Object.fromEntries(waiting) as Handlers;
}
