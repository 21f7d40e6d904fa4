import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { EventTime } from "../event-time.ts";

/** A time as it is on the wire, with the nanoseconds that it came with. */
export function timestampOf(time: Date): Timestamp {
  const { seconds, nanos } = EventTime.instantOf(time);
  return { $typeName: "google.protobuf.Timestamp", seconds, nanos };
}
