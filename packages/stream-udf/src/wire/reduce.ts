import type { reduce } from "@millrace/protocol/numaflow";
import { EventTime } from "../event-time.ts";
import type { Message } from "../message.ts";
import type { Metadata } from "../metadata.ts";
import { metadataOf } from "./metadata.ts";

const epoch = { seconds: 0n, nanos: 0 };

/** One result of a window, which every answer has to name. */
export const reduceResponse = (window: reduce.Window, message: Message): reduce.ReduceResponse => ({
  $typeName: "reduce.v1.ReduceResponse",
  result: {
    $typeName: "reduce.v1.ReduceResponse.Result",
    keys: message.keys as string[],
    value: message.value,
    tags: message.tags as string[],
    metadata: message.userMetadata && metadataOf(message.userMetadata),
  },
  window,
  EOF: false,
});

/** The window is done: the engine reads no further. */
export const endOfWindow = (window: reduce.Window): reduce.ReduceResponse => ({
  $typeName: "reduce.v1.ReduceResponse",
  window,
  EOF: true,
});

export const metadataOfWindow = ({ start, end }: reduce.Window): Metadata => ({
  intervalWindow: { start: new EventTime(start ?? epoch), end: new EventTime(end ?? epoch) },
});
