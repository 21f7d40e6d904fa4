import type { InputConfig } from "../node-config.ts";

/** An input with `queue_policy: backpressure` keeps this many times its size, and at least so many messages. */
const backpressureFactor = 10;
const backpressureLeast = 100;

/** How many messages the queue of an input keeps, however much is sent. */
export const queueCapacity = ({ queueSize, queuePolicy }: Pick<InputConfig, "queueSize" | "queuePolicy">): number =>
  queuePolicy === "backpressure" ? Math.max(backpressureFactor * queueSize, backpressureLeast) : queueSize;
