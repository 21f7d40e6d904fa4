import { expect, test } from "vitest";
import { correlation } from "../src/correlation.ts";
import { daysOf } from "../src/weather.ts";

test("series that rise together correlate, opposite ones do not", () => {
  expect(
    correlation([
      [1, 10],
      [2, 20],
      [3, 30],
    ]),
  ).toBeCloseTo(1);
  expect(
    correlation([
      [1, 3],
      [2, 2],
      [3, 1],
    ]),
  ).toBeCloseTo(-1);
});

test("both cities have their days", async () => {
  const [seattle, newYork] = [await daysOf("Seattle"), await daysOf("New York")];
  expect(seattle.length).toBeGreaterThan(1400);
  expect(newYork.length).toBeGreaterThan(1400);
  expect(seattle[0]).toEqual({ date: "2012-01-01", maxCelsius: 12.8, rainMm: 0 });
});
