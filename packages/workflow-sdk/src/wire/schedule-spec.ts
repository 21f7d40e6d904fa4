import type { schedule } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../errors.ts";
import { daysOfWeek, months } from "../schedule-spec.ts";
import type { CalendarField, CalendarSpec, IntervalSpec, ScheduleRange, ScheduleSpec } from "../schedule-spec.ts";
import { dateOf, durationOf, msOf, optionalDurationOf, optionalTimestampOf } from "./time.ts";

/** What a part of a calendar may be. */
interface Part {
  readonly name: Exclude<keyof CalendarSpec, "comment">;
  readonly first: number;
  readonly last: number;
  /** If it is not given. */
  readonly otherwise: 0 | "*";
  /** The names of the numbers from `first` on. */
  readonly words?: readonly string[];
}

const parts: readonly Part[] = [
  { name: "second", first: 0, last: 59, otherwise: 0 },
  { name: "minute", first: 0, last: 59, otherwise: 0 },
  { name: "hour", first: 0, last: 23, otherwise: 0 },
  { name: "dayOfMonth", first: 1, last: 31, otherwise: "*" },
  { name: "month", first: 1, last: 12, otherwise: "*", words: months },
  { name: "year", first: 2000, last: 2100, otherwise: "*" },
  { name: "dayOfWeek", first: 0, last: 6, otherwise: "*", words: daysOfWeek },
];

/** @throws `WORKFLOW_INVALID_OPTION`, `WORKFLOW_INVALID_TIME` */
export function wireSpec(spec: ScheduleSpec): schedule.ScheduleSpec {
  return {
    $typeName: "temporal.api.schedule.v1.ScheduleSpec",
    structuredCalendar: (spec.calendars ?? []).map(wireCalendar),
    cronString: [...(spec.cronExpressions ?? [])],
    calendar: [],
    interval: (spec.intervals ?? []).map(wireInterval),
    excludeCalendar: [],
    excludeStructuredCalendar: (spec.skip ?? []).map(wireCalendar),
    startTime: optionalTimestampOf(spec.startAt),
    endTime: optionalTimestampOf(spec.endAt),
    jitter: optionalDurationOf(spec.jitterMs),
    timezoneName: spec.timezone ?? "",
    timezoneData: new Uint8Array(),
  };
}

export function specOf(spec: schedule.ScheduleSpec | undefined): ScheduleSpec {
  if (spec === undefined) return {};
  const startAt = dateOf(spec.startTime);
  const endAt = dateOf(spec.endTime);
  const jitterMs = msOf(spec.jitter);
  return {
    ...(spec.structuredCalendar.length > 0 && { calendars: spec.structuredCalendar.map(calendarOf) }),
    ...(spec.interval.length > 0 && { intervals: spec.interval.map(intervalOf) }),
    ...(spec.cronString.length > 0 && { cronExpressions: [...spec.cronString] }),
    ...(spec.excludeStructuredCalendar.length > 0 && { skip: spec.excludeStructuredCalendar.map(calendarOf) }),
    ...(startAt !== undefined && { startAt }),
    ...(endAt !== undefined && { endAt }),
    ...(jitterMs !== undefined && jitterMs > 0 && { jitterMs }),
    ...(spec.timezoneName !== "" && { timezone: spec.timezoneName }),
  };
}

function wireInterval({ everyMs, offsetMs }: IntervalSpec): schedule.IntervalSpec {
  return {
    $typeName: "temporal.api.schedule.v1.IntervalSpec",
    interval: durationOf(everyMs),
    phase: optionalDurationOf(offsetMs),
  };
}

function intervalOf({ interval, phase }: schedule.IntervalSpec): IntervalSpec {
  const offsetMs = msOf(phase) ?? 0;
  return { everyMs: msOf(interval) ?? 0, ...(offsetMs > 0 && { offsetMs }) };
}

function wireCalendar(calendar: CalendarSpec): schedule.StructuredCalendarSpec {
  const known = new Set<string>([...parts.map(({ name }) => name), "comment"]);
  const unknown = Object.keys(calendar).find((name) => !known.has(name));
  if (unknown !== undefined) throw invalid(`a calendar has no '${unknown}'`);
  const ranges = Object.fromEntries(parts.map((part) => [part.name, rangesOf(calendar[part.name], part)]));
  return {
    $typeName: "temporal.api.schedule.v1.StructuredCalendarSpec",
    ...(ranges as Record<Part["name"], schedule.Range[]>),
    comment: calendar.comment ?? "",
  };
}

function calendarOf(calendar: schedule.StructuredCalendarSpec): CalendarSpec {
  const fields = parts.map(({ name }) => [name, calendar[name].map(rangeOf)] as const);
  const given = fields.filter(([, ranges]) => ranges.length > 0);
  return { ...Object.fromEntries(given), ...(calendar.comment !== "" && { comment: calendar.comment }) };
}

function rangeOf({ start, end, step }: schedule.Range): ScheduleRange<number> {
  return { start, end: Math.max(start, end), step: Math.max(1, step) };
}

function rangesOf(field: CalendarField<number | string> | undefined, part: Part): schedule.Range[] {
  const given = field ?? part.otherwise;
  // The server takes no years at all for all years.
  if (given === "*") return part.name === "year" ? [] : [wireRange({ start: part.first, end: part.last }, part)];
  return (Array.isArray(given) ? given : [given]).map((one: unknown) => wireRange(one, part));
}

function wireRange(given: unknown, part: Part): schedule.Range {
  const range = (typeof given === "object" && given !== null ? given : { start: given }) as ScheduleRange<unknown>;
  const start = numberOf(range.start, part);
  const end = range.end === undefined ? start : numberOf(range.end, part);
  const step = range.step ?? 1;
  if (end < start) throw invalid(`'${part.name}' of a calendar has a range that ends before it starts`);
  if (!Number.isSafeInteger(step) || step < 1)
    throw invalid(`'${part.name}' of a calendar has a 'step' that is no whole number from 1 on`);
  return { $typeName: "temporal.api.schedule.v1.Range", start, end, step };
}

function numberOf(given: unknown, { name, first, last, words }: Part): number {
  const word = typeof given === "string" ? (words?.indexOf(given) ?? -1) : -1;
  const number = word >= 0 ? word + first : given;
  if (Number.isSafeInteger(number) && (number as number) >= first && (number as number) <= last)
    return number as number;
  const names = words === undefined ? "" : `, or a name such as '${words[0]}'`;
  throw invalid(`'${name}' of a calendar is '${String(given)}', not a whole number from ${first} to ${last}${names}`);
}

function invalid(message: string): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_INVALID_OPTION", `a schedule: ${message}`);
}
