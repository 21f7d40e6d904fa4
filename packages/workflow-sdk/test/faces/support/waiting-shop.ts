import type { Shop } from "../samples/activities.ts";

/** A shop that has tea, whose pages never come, and that tells whom it asked. */
export function waitingShop(onAsked: (taskToken: Uint8Array) => void): Shop {
  return {
    priceOf: async (item) => (item === "tea" ? 3 : -1),
    download: async (_, { signal }) => {
      const stopped = Promise.withResolvers<never>();
      const stop = (): void => stopped.reject(signal.reason as Error);
      if (signal.aborted) stop();
      signal.addEventListener("abort", stop, { once: true });
      return stopped.promise;
    },
    ask: async (taskToken) => onAsked(taskToken),
  };
}
