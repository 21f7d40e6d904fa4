import { expect, test } from "vitest";
import { levelsOf, shapes } from "../src/topology.ts";

test.each(shapes)("a %s has as many stages as asked for, each with a name of its own", (shape) => {
  for (const size of [10, 1000]) {
    const names = levelsOf(shape, size).flat();
    expect(names).toHaveLength(size);
    expect(new Set(names).size).toBe(size);
  }
});

test("the shapes are what their names say", () => {
  const widths = (shape: Parameters<typeof levelsOf>[0]): readonly number[] =>
    levelsOf(shape, 7).map((level) => level.length);
  expect(widths("chain")).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect(widths("fan-out")).toEqual([1, 5, 1]);
  expect(widths("diamond")).toEqual([1, 2, 1, 2, 1]);
});
