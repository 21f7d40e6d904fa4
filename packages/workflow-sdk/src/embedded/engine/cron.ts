import { Cron } from "croner";

/** When something that repeats happens next. */
export interface CronSchedule {
  /** The first time after this one; nothing if there is none. Milliseconds since 1970. */
  next(afterMs: number): number | undefined;
}

const unitMs = new Map([
  ["ns", 1e-6],
  ["us", 1e-3],
  ["µs", 1e-3],
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

const words = new Map([
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
  ["@monthly", "0 0 1 * *"],
  ["@weekly", "0 0 * * 0"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@hourly", "0 * * * *"],
]);

const name = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT";
const value = `(?:\\d+|${name})`;
const range = `(?:[*?]|${value}(?:-${value})?)(?:/\\d+)?`;
const field = new RegExp(`^${range}(?:,${range})*$`, "i");

/**
 * Reads what Temporal's servers read: five fields, `@hourly` and its like, `@every 90s`, and `CRON_TZ=` or `TZ=` before
 * it; without that in UTC.
 *
 * @returns nothing for other texts
 */
export function parseCron(text: string): CronSchedule | undefined {
  const [, timezone = "UTC", rest = ""] = /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.*)$/s.exec(text.trim()) ?? [];
  const interval = /^@every\s+(.+)$/.exec(rest);
  if (interval !== null) return everyInterval(durationMs(interval[1] ?? ""));
  const pattern = words.get(rest) ?? rest;
  const fields = pattern.split(/\s+/);
  if (fields.length !== 5 || !fields.every((part) => field.test(part))) return undefined;
  try {
    const cron = new Cron(fields.map(openRanges).join(" "), { timezone, paused: true });
    // Asked at once, so that a time zone that does not exist is noticed.
    cron.nextRun();
    return { next: (afterMs) => cron.nextRun(new Date(afterMs))?.getTime() };
  } catch {
    // The library's words for what is wrong are not those of the server, which has only one sentence for all of it.
    return undefined;
  }
}

/**
 * How long the next run waits: from `nowMs` to the first time after `scheduledMs` that is not over, in whole seconds.
 *
 * @returns nothing if the schedule never comes round again
 */
export function cronDelayMs(schedule: CronSchedule, scheduledMs: number, nowMs: number): number | undefined {
  let next: number | undefined = nowMs < scheduledMs ? scheduledMs : schedule.next(scheduledMs);
  while (next !== undefined && next < nowMs) next = schedule.next(next);
  return next === undefined ? undefined : Math.ceil((next - nowMs) / 1000) * 1000;
}

/** `5/15` means `5-59/15`: from there on to the end. */
const openRanges = (part: string, index: number): string =>
  part.replaceAll("?", "*").replaceAll(/(^|,)(\d+)\/(\d+)/g, (_, before: string, from: string, step: string) => {
    const last = [59, 23, 31, 12, 6][index] ?? from;
    return `${before}${from}-${last}/${step}`;
  });

/** Whole seconds, at least one. */
function everyInterval(ms: number | undefined): CronSchedule | undefined {
  if (ms === undefined) return undefined;
  const seconds = Math.max(1, Math.floor(ms / 1000));
  return { next: (afterMs) => (Math.floor(afterMs / 1000) + seconds) * 1000 };
}

/** Durations as Go writes them: `1h30m`. */
function durationMs(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)) {
    ms += Number(amount) * (unitMs.get(unit ?? "") ?? 0);
  }
  return ms;
}

/** How long the first run of a workflow with this schedule waits; 0 without one. */
export function firstCronDelayMs(text: string, nowMs: number): number {
  const schedule = text === "" ? undefined : parseCron(text);
  return schedule === undefined ? 0 : (cronDelayMs(schedule, nowMs, nowMs) ?? 0);
}
