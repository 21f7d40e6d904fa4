import { daysOfWeek, months, type CalendarSpec, type ScheduleRange } from "../schedule-spec.ts";

export type Month = (typeof months)[number];
export type DayOfWeek = (typeof daysOfWeek)[number];

/** From `start` to `end`, both included, every `step`. */
export type Range<Unit> = Required<ScheduleRange<Unit>>;
/** A range as it may be given: a single value too. */
export type LooseRange<Unit> = Unit | ScheduleRange<Unit>;

/** Times of the calendar with all parts as ranges; no range of years stands for all years. */
export interface CalendarSpecDescription {
  readonly second: readonly Range<number>[];
  readonly minute: readonly Range<number>[];
  readonly hour: readonly Range<number>[];
  readonly dayOfMonth: readonly Range<number>[];
  readonly month: readonly Range<Month>[];
  readonly year: readonly Range<number>[];
  readonly dayOfWeek: readonly Range<DayOfWeek>[];
  readonly comment?: string;
}

/** @param calendar as descriptions of the core have it: each part that there is is a list of ranges of numbers. */
export function officialCalendar({ comment, ...calendar }: CalendarSpec): CalendarSpecDescription {
  const ranges = (name: keyof typeof calendar): readonly Range<number>[] =>
    (calendar[name] ?? []) as readonly Range<number>[];
  return {
    second: ranges("second"),
    minute: ranges("minute"),
    hour: ranges("hour"),
    dayOfMonth: ranges("dayOfMonth"),
    month: ranges("month").map((range) => named(range, (number) => months[number - 1])),
    year: ranges("year"),
    dayOfWeek: ranges("dayOfWeek").map((range) => named(range, (number) => daysOfWeek[number])),
    ...(comment !== undefined && { comment }),
  };
}

function named<Name>({ start, end, step }: Range<number>, name: (number: number) => Name | undefined): Range<Name> {
  return { start: name(start) as Name, end: name(end) as Name, step };
}
