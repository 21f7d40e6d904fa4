import type { Logger } from "@millrace/protocol";
import { EventTime } from "../event-time.ts";
import type { SinkAnswer } from "../answer.ts";
import type { SinkCaller } from "./caller.ts";
import type { Flowing } from "./flowing.ts";

const stored = (batch: readonly Flowing[]): readonly SinkAnswer[] =>
  batch.map(({ id }) => ({ id, status: "success" as const }));

/** Numaflow's `blackhole`. */
export const blackholeSink: SinkCaller = { call: stored };

/** Numaflow's `log`: a record for each message, with what the engine's log tells. */
export const logSink = (logger: Logger, vertex: string): SinkCaller => ({
  call: (batch) => {
    for (const { id, keys, value, eventTime, headers } of batch) {
      const fields = { vertex, id, keys, eventTime: new EventTime(eventTime).toISOString(), headers };
      logger.info(fields, Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString());
    }
    return stored(batch);
  },
});
