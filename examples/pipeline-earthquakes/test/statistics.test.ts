import { expect, test } from "vitest";
import { addRelease, findingsOf, largestOf, releaseOf, noTimeline, spanMs } from "../src/findings.ts";
import { regionOf } from "../src/regions.ts";
import { completeness, energyOf, frequency, histogram } from "../src/statistics.ts";
import { slope } from "../src/verify.ts";
import { quake } from "./quakes.ts";

/** A catalogue whose counts fall tenfold for each magnitude, as exactly as whole numbers can: b is 1. */
const ideal = Array.from({ length: 31 }, (_, step) => step).flatMap((step) =>
  Array.from({ length: Math.round(1000 * 10 ** (-step / 10)) }, () => quake({ magnitude: 2 + step / 10 })),
);

test("equal magnitudes are counted together in spite of rounding", () => {
  expect(histogram([quake({ magnitude: 0.1 + 0.2 }), quake({ magnitude: 0.3 })])).toEqual(new Map([[3, 2]]));
});

test("a catalogue is complete a little above its most frequent magnitude", () => {
  const small = Array.from({ length: 5 }, () => quake({ magnitude: 1 }));
  expect(completeness([...small, quake({ magnitude: 0.5 }), quake({ magnitude: 2 })])).toBeCloseTo(1.2);
  expect(completeness([])).toBeUndefined();
});

test("b is found by likelihood and, in another way, by the slope of the counts", () => {
  const found = frequency(ideal, 2);
  expect(found?.b).toBeCloseTo(1, 1);
  expect(found?.used).toBe(ideal.length);
  const slopeOfCounts = slope(
    ideal.map(({ magnitude }) => magnitude),
    2,
  );
  expect(slopeOfCounts).toBeCloseTo(-1, 1);
});

test("too few quakes give no b", () => {
  expect(frequency(ideal.slice(0, 29), 2)).toBeUndefined();
  expect(frequency(ideal.slice(0, 30), 2)).toBeDefined();
  expect(frequency(ideal, 4.9)).toBeUndefined();
});

test("two magnitudes more are a thousand times the energy", () => {
  expect(energyOf(6) / energyOf(4)).toBeCloseTo(1000);
});

test("the largest come first, and of equals the earlier", () => {
  const quakes = [
    quake({ id: "b", magnitude: 6, time: 2 }),
    quake({ id: "a", magnitude: 6, time: 1 }),
    quake({ id: "c", magnitude: 7, time: 3 }),
    quake({ id: "d", magnitude: 1 }),
  ];
  expect(largestOf(quakes, 3).map(({ id }) => id)).toEqual(["c", "a", "b"]);
});

test("a region has its own quakes only", () => {
  const california = regionOf(quake());
  const own = [quake({ magnitude: 3, depthKm: 1 }), quake({ depthKm: 5 }), quake({ depthKm: 9 })];
  const found = findingsOf(california, [...own, quake({ magnitude: 8, longitude: 140 })]);
  expect(found).toMatchObject({ count: 3, strongest: own[0], medianDepthKm: 5, frequency: undefined });
  expect(found.energyJ).toBeCloseTo(energyOf(3) + 2 * energyOf(2));
  expect(findingsOf(california, [])).toMatchObject({ count: 0, strongest: undefined, medianDepthKm: undefined });
});

test("quakes of six hours share a span of the timeline, which is never changed in place", () => {
  const start = Date.UTC(2018, 1, 1, 6);
  const times = [start, start + spanMs - 1, start + spanMs];
  const timeline = times.map((time) => releaseOf(quake({ time }))).reduce(addRelease, noTimeline);
  expect(Object.keys(timeline).map(Number)).toEqual([start, start + spanMs]);
  expect(timeline[start]?.count).toBe(2);
  expect(timeline[start]?.energyJ).toBeCloseTo(2 * energyOf(2));
});
