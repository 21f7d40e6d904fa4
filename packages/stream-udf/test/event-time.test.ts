import fc from "fast-check";
import { expect, test } from "vitest";
import { EventTime, type Instant } from "../src/index.ts";

const instants = fc.record({
  seconds: fc.bigInt({ min: -8_640_000_000_000n, max: 8_640_000_000_000n }),
  nanos: fc.integer({ min: 0, max: 999_999_999 }),
});

test("[W-7] an instant that nobody touched comes back to the nanosecond", () => {
  fc.assert(
    fc.property(instants, (instant) => {
      expect(EventTime.instantOf(new EventTime(instant))).toEqual(instant);
    }),
  );
});

test("a Date gives its milliseconds, and these give the Date again", () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      const { seconds, nanos } = EventTime.instantOf(date);
      expect(nanos).toBeGreaterThanOrEqual(0);
      expect(nanos).toBeLessThan(1_000_000_000);
      expect(new EventTime({ seconds, nanos }).getTime()).toBe(date.getTime());
    }),
  );
});

test.each<[Instant, string]>([
  [{ seconds: 0n, nanos: 999_999 }, "1970-01-01T00:00:00.000Z"],
  [{ seconds: -1n, nanos: 999_000_000 }, "1969-12-31T23:59:59.999Z"],
  [{ seconds: 1_700_000_000n, nanos: 123_456_789 }, "2023-11-14T22:13:20.123Z"],
])("%o reads as %s", (instant, iso) => {
  expect(new EventTime(instant).toISOString()).toBe(iso);
});

test("instants that no Date can hold read as the last one, and leave as they are", () => {
  const far: Instant = { seconds: 9_223_372_036_854_775_807n, nanos: 5 };
  const time = new EventTime(far);
  expect([time.getTime(), EventTime.instantOf(time)]).toEqual([8.64e15, far]);
  const early: Instant = { seconds: -9_223_372_036_854_775_808n, nanos: 0 };
  expect([new EventTime(early).getTime(), EventTime.instantOf(new EventTime(early))]).toEqual([-8.64e15, early]);
});

test("a changed time gives what it was changed to; one that was changed back is unchanged", () => {
  const instant = { seconds: 5n, nanos: 1 };
  const time = new EventTime(instant);
  time.setTime(7000);
  expect(EventTime.instantOf(time)).toEqual({ seconds: 7n, nanos: 0 });
  time.setTime(5000);
  expect(EventTime.instantOf(time)).toEqual(instant);
});

test("it is a Date in every other way", () => {
  const time = new EventTime({ seconds: 60n, nanos: 0 });
  expect([time instanceof Date, JSON.stringify(time), time < new Date(60_001)]).toEqual([
    true,
    '"1970-01-01T00:01:00.000Z"',
    true,
  ]);
});
