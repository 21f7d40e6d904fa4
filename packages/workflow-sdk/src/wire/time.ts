import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";
import { WorkflowSdkError } from "../errors.ts";

// The most that the messages' own rules allow: ten thousand years for durations, the year 9999 for timestamps.
const longestSeconds = 315_576_000_000;
const lastSecond = 253_402_300_799;
const firstSecond = -62_135_596_800;

/** @throws `WORKFLOW_INVALID_TIME` for what is no number, or longer than ten thousand years. */
export function durationOf(ms: number): Duration {
  const seconds = Math.trunc(ms / 1000);
  if (!(Math.abs(seconds) <= longestSeconds)) throw invalidTime(`${ms} ms is no duration`);
  // By whole nanoseconds: 0.1 ms is not a sum of powers of two.
  const nanos = Math.round((ms - seconds * 1000) * 1e6);
  return { $typeName: "google.protobuf.Duration", seconds: BigInt(seconds), nanos };
}

export function optionalDurationOf(ms: number | undefined): Duration | undefined {
  return ms === undefined ? undefined : durationOf(ms);
}

/** Milliseconds, with fractions down to what a `number` holds. */
export function msOf(duration: Duration): number;
export function msOf(duration: Duration | undefined): number | undefined;
export function msOf(duration: Duration | undefined): number | undefined {
  return duration && Number(duration.seconds) * 1000 + duration.nanos / 1e6;
}

/** @throws `WORKFLOW_INVALID_TIME` for an invalid `Date`, and outside of the years 1 to 9999. */
export function timestampOf(time: Date | number): Timestamp {
  const ms = typeof time === "number" ? time : time.getTime();
  const seconds = Math.floor(ms / 1000);
  if (!(seconds >= firstSecond && seconds <= lastSecond)) throw invalidTime(`${ms} ms since 1970 is no time`);
  const nanos = Math.min(Math.round((ms - seconds * 1000) * 1e6), 999_999_999);
  return { $typeName: "google.protobuf.Timestamp", seconds: BigInt(seconds), nanos };
}

export function optionalTimestampOf(time: Date | number | undefined): Timestamp | undefined {
  return time === undefined ? undefined : timestampOf(time);
}

/** Milliseconds since 1970, with fractions down to what a `number` holds. */
export function timeMsOf(timestamp: Timestamp): number;
export function timeMsOf(timestamp: Timestamp | undefined): number | undefined;
export function timeMsOf(timestamp: Timestamp | undefined): number | undefined {
  return timestamp && Number(timestamp.seconds) * 1000 + timestamp.nanos / 1e6;
}

/** Down to the millisecond. */
export function dateOf(timestamp: Timestamp): Date;
export function dateOf(timestamp: Timestamp | undefined): Date | undefined;
export function dateOf(timestamp: Timestamp | undefined): Date | undefined {
  return timestamp && new Date(Math.floor(timeMsOf(timestamp)));
}

function invalidTime(what: string): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_INVALID_TIME", `${what}; give milliseconds as a finite number`);
}
