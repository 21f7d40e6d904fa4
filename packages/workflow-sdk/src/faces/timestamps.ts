import { WorkflowSdkError } from "../errors.ts";
import { timestampOf } from "../wire/time.ts";
import { durationMs, optionalMs, type Duration } from "./duration.ts";

// The official functions for times and durations as the messages of `client.workflowService` have them.

/** A time, or a duration: seconds are `bigint` in messages. */
export interface Timestamp {
  readonly seconds?: bigint | null;
  readonly nanos?: number | null;
}

/** What {@link msToTs} and its like give: without gaps. */
export interface WholeTimestamp extends Timestamp {
  readonly seconds: bigint;
  readonly nanos: number;
}

/** @throws `WORKFLOW_INVALID_OPTION` for what is no duration */
export function msToNumber(duration: Duration): number {
  return durationMs(duration, "duration");
}

export function msOptionalToNumber(duration: Duration | undefined): number | undefined {
  return optionalMs(duration, "duration");
}

/** @throws `WORKFLOW_INVALID_TIME` for what is no number, or beyond the year 9999 */
export function msNumberToTs(ms: number): WholeTimestamp {
  const { seconds, nanos } = timestampOf(ms);
  return { seconds, nanos };
}

export function msToTs(duration: Duration): WholeTimestamp {
  return msNumberToTs(msToNumber(duration));
}

export function msOptionalToTs(duration: Duration | undefined | null): WholeTimestamp | undefined {
  return duration === undefined || duration === null ? undefined : msToTs(duration);
}

/** Whole milliseconds. @throws `WORKFLOW_INVALID_TIME` if there is none */
export function tsToMs(timestamp: Timestamp | null | undefined): number {
  if (timestamp === undefined || timestamp === null)
    throw new WorkflowSdkError("WORKFLOW_INVALID_TIME", `a timestamp is missing: it is ${String(timestamp)}`);
  return Number(timestamp.seconds ?? 0) * 1000 + Math.floor((timestamp.nanos ?? 0) / 1e6);
}

export function optionalTsToMs(timestamp: Timestamp | null | undefined): number | undefined {
  return timestamp === undefined || timestamp === null ? undefined : tsToMs(timestamp);
}

export function tsToDate(timestamp: Timestamp): Date {
  return new Date(tsToMs(timestamp));
}

export function optionalTsToDate(timestamp: Timestamp | null | undefined): Date | undefined {
  return timestamp === undefined || timestamp === null ? undefined : tsToDate(timestamp);
}
