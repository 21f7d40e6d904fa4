import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";

/** An absent duration is 0, which everywhere here means "no limit". */
export const msOf = (duration: Duration | undefined): number =>
  duration === undefined ? 0 : Number(duration.seconds) * 1000 + duration.nanos / 1_000_000;

/** A hundred years. Temporal's server takes no duration for longer, and sums of these still fit into messages. */
const longestMs = 100 * 365.25 * 86_400_000;

export const toDuration = (durationMs: number): Duration => {
  const ms = Math.min(durationMs, longestMs);
  return {
    $typeName: "google.protobuf.Duration",
    seconds: BigInt(Math.trunc(ms / 1000)),
    nanos: Math.round((ms % 1000) * 1_000_000),
  };
};

export const toTimestamp = (ms: number): Timestamp => {
  const seconds = Math.floor(ms / 1000);
  return {
    $typeName: "google.protobuf.Timestamp",
    seconds: BigInt(seconds),
    nanos: Math.round((ms - seconds * 1000) * 1_000_000),
  };
};

/** Of two limits of which each may be 0, "none". */
export const shorter = (a: number, b: number): number => (a === 0 ? b : b === 0 ? a : Math.min(a, b));
