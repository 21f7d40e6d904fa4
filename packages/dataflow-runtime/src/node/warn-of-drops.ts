import type { Logger } from "@millrace/protocol";
import type { Drop } from "../inputs/input-queues.ts";
import type { InputMessage } from "../inputs/input-queue.ts";

/** Tells the first time that an input loses a message, and each time that somebody waits for the lost one in vain. */
export function warnOfDrops(nodeId: string, logger: Logger): (message: InputMessage, drop: Drop) => void {
  return ({ id }, { config, count, correlated }) => {
    const where = `nodes.${nodeId}.inputs.${id}`;
    const fields = { input: id, dropped: count, queue_size: config.queueSize, queue_policy: config.queuePolicy };
    if (correlated) {
      const lost = "an answer or a goal was thrown away, and somebody waits for it in vain";
      logger.error(fields, `${lost}: the queue of input '${id}' is full; raise 'queue_size' at ${where}`);
    } else if (count === 1) {
      const level = config.queuePolicy === "backpressure" ? "error" : "warn";
      const cause = `the queue of input '${id}' is full, and its oldest message was thrown away`;
      const remedy = `read faster, or raise 'queue_size' (${config.queueSize}) at ${where}; more drops are counted, not logged`;
      logger[level](fields, `${cause}; ${remedy}`);
    }
  };
}
