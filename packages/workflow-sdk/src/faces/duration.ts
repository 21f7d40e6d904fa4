import { WorkflowSdkError } from "../errors.ts";
import { parseDurationText } from "../internal/duration-text.ts";

type Unit =
  | "ms"
  | "msec"
  | "msecs"
  | "millisecond"
  | "milliseconds"
  | "s"
  | "sec"
  | "secs"
  | "second"
  | "seconds"
  | "m"
  | "min"
  | "mins"
  | "minute"
  | "minutes"
  | "h"
  | "hr"
  | "hrs"
  | "hour"
  | "hours"
  | "d"
  | "day"
  | "days"
  | "w"
  | "week"
  | "weeks"
  | "y"
  | "yr"
  | "yrs"
  | "year"
  | "years";

type AnyCase = Unit | Capitalize<Unit> | Uppercase<Unit>;

/** A duration as a text: `5 seconds`, `1.5h`; without a unit it is milliseconds. */
export type StringValue = `${number}` | `${number}${AnyCase}` | `${number} ${AnyCase}`;

/** A {@link StringValue}, or milliseconds. */
export type Duration = StringValue | number;

/** @throws `WORKFLOW_INVALID_OPTION` for what is no duration. */
export function durationMs(duration: Duration, option: string): number {
  const ms = typeof duration === "number" ? duration : parseDurationText(String(duration));
  if (ms !== undefined && !Number.isNaN(ms)) return ms;
  const message = `'${option}' must be milliseconds or a text such as '5 seconds', not '${String(duration)}'`;
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { option } });
}

/** The same, for a duration that may be left out. */
export function optionalMs(duration: Duration | null | undefined, option: string): number | undefined {
  return duration === undefined || duration === null ? undefined : durationMs(duration, option);
}
