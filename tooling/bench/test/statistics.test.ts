import { expect, test } from "vitest";
import { median, spreadOf } from "../src/statistics.ts";

test("the median is the middle value, or the mean of the two in the middle", () => {
  expect(median([5])).toBe(5);
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 9, 1, 2])).toBe(5.5);
  expect(median([])).toBeNaN();
});

test("numbers are ordered by value, and the given list keeps its order", () => {
  const values = [100, 9, 20];
  expect(spreadOf(values)).toEqual({ median: 20, min: 9, max: 100 });
  expect(values).toEqual([100, 9, 20]);
});
