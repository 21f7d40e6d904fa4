import type { InputConfig } from "../../node-config.ts";

/** What a node's queue keeps of an input, however much is sent: with back-pressure ten times its size, at least 100. */
export const queueCapacity = ({ queueSize, queuePolicy }: Pick<InputConfig, "queueSize" | "queuePolicy">): number =>
  queuePolicy === "backpressure" ? Math.max(10 * queueSize, 100) : queueSize;
