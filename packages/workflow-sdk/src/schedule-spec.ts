/** From `start` to `end`, both included, every `step`. */
export interface ScheduleRange<Unit> {
  readonly start: Unit;
  /** Default: `start`. */
  readonly end?: Unit;
  /** Default 1. */
  readonly step?: number;
}

/** What a part of a time may be: all, one, a range, or several of these. */
export type CalendarField<Unit> = "*" | Unit | ScheduleRange<Unit> | readonly (Unit | ScheduleRange<Unit>)[];

export const months = [
  "JANUARY",
  "FEBRUARY",
  "MARCH",
  "APRIL",
  "MAY",
  "JUNE",
  "JULY",
  "AUGUST",
  "SEPTEMBER",
  "OCTOBER",
  "NOVEMBER",
  "DECEMBER",
] as const;

export const daysOfWeek = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"] as const;

/** A name, or a number from 1 on. */
export type Month = (typeof months)[number] | number;
/** A name, or a number from 0 (Sunday) on. */
export type DayOfWeek = (typeof daysOfWeek)[number] | number;

/** Times of the calendar: those whose parts all fit. */
export interface CalendarSpec {
  /** Default 0. */
  readonly second?: CalendarField<number>;
  /** Default 0. */
  readonly minute?: CalendarField<number>;
  /** Default 0. */
  readonly hour?: CalendarField<number>;
  /** Default all. */
  readonly dayOfMonth?: CalendarField<number>;
  /** Default all. */
  readonly month?: CalendarField<Month>;
  /** Default all. */
  readonly year?: CalendarField<number>;
  /** Default all. */
  readonly dayOfWeek?: CalendarField<DayOfWeek>;
  readonly comment?: string;
}

/** Times at distances: every `everyMs` since 1970, `offsetMs` later. */
export interface IntervalSpec {
  readonly everyMs: number;
  /** Less than `everyMs`. Default 0. */
  readonly offsetMs?: number;
}

/** When a schedule acts: at the times of all of these together, but not at those of `skip`. */
export interface ScheduleSpec {
  readonly calendars?: readonly CalendarSpec[];
  readonly intervals?: readonly IntervalSpec[];
  /** Like `0 12 * * MON-FRI` or `@every 1h`; the server turns them into calendars and intervals. */
  readonly cronExpressions?: readonly string[];
  readonly skip?: readonly CalendarSpec[];
  /** Not before. */
  readonly startAt?: Date;
  /** Not after. */
  readonly endAt?: Date;
  /** Each time is put off by a random time up to this. Default 0. */
  readonly jitterMs?: number;
  /** Of calendars and cron expressions, as in `Europe/Vienna`. Default `UTC`. */
  readonly timezone?: string;
}
