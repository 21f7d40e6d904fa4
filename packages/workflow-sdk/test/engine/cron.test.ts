import { describe, expect, test } from "vitest";
import { cronDelayMs, firstCronDelayMs, parseCron } from "../../src/embedded/engine/cron.ts";

const at = (text: string): number => Date.parse(text);
const next = (cron: string, after: string): string | undefined => {
  const time = parseCron(cron)?.next(at(after));
  return time === undefined ? undefined : new Date(time).toISOString().replace(":00.000Z", "Z");
};

describe("schedules", () => {
  test.each([
    ["*/15 * * * *", "2026-01-01T10:07Z", "2026-01-01T10:15Z"],
    ["30 9 * * 1-5", "2026-01-02T09:30Z", "2026-01-05T09:30Z"],
    ["0 0 29 2 *", "2026-01-01T00:00Z", "2028-02-29T00:00Z"],
    ["0 12 13 * FRI", "2026-01-01T00:00Z", "2026-01-02T12:00Z"],
    ["5/20 * * * *", "2026-01-01T10:30Z", "2026-01-01T10:45Z"],
    ["0 0 ? JAN,JUL *", "2026-02-01T00:00Z", "2026-07-01T00:00Z"],
    ["@hourly", "2026-01-01T10:00Z", "2026-01-01T11:00Z"],
    ["@daily", "2026-01-01T10:00Z", "2026-01-02T00:00Z"],
    ["@every 90m", "2026-01-01T10:00Z", "2026-01-01T11:30Z"],
    ["CRON_TZ=Europe/Berlin 0 9 * * *", "2026-06-01T00:00Z", "2026-06-01T07:00Z"],
    ["TZ=America/New_York 0 9 * * *", "2026-01-01T00:00Z", "2026-01-01T14:00Z"],
  ])("[ENG-63] %s after %s", (cron, after, time) => {
    expect(next(cron, after)).toBe(time);
  });

  test.each([
    "",
    "every day",
    "* * * *",
    "* * * * * *",
    "61 * * * *",
    "0 0 32 * *",
    "@every",
    "@every soon",
    "@sometimes",
    "CRON_TZ=Nowhere/Land 0 9 * * *",
    "0 0 L * *",
    "0 0 * * 5#2",
  ])("[ENG-63] '%s' is none", (text) => {
    expect(parseCron(text)).toBeUndefined();
  });

  test("[ENG-63] one that never comes round", () => {
    expect(next("0 0 31 2 *", "2026-01-01T00:00Z")).toBeUndefined();
    expect(firstCronDelayMs("0 0 31 2 *", 0)).toBe(0);
  });
});

describe("waits", () => {
  const hourly = parseCron("@hourly");

  test("[ENG-64] a run waits for the first time after its own that is not over, in whole seconds", () => {
    const scheduled = at("2026-01-01T10:00Z");
    expect(hourly && cronDelayMs(hourly, scheduled, scheduled + 500)).toBe(3_600_000);
    expect(hourly && cronDelayMs(hourly, scheduled, at("2026-01-01T12:30Z"))).toBe(1_800_000);
    expect(hourly && cronDelayMs(hourly, scheduled, at("2026-01-01T13:00Z"))).toBe(0);
  });

  test("[ENG-64] a run that was over before its time leaves the time to the next", () => {
    const scheduled = at("2026-01-01T10:00Z");
    expect(hourly && cronDelayMs(hourly, scheduled, scheduled - 60_000)).toBe(60_000);
  });
});
