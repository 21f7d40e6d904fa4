import { expect, test } from "vitest";
import { millrace } from "../src/contenders/millrace.ts";
import { levelsOf, shapes } from "../src/topology.ts";

test.each(shapes)("our %s runs every stage once, level after level, and its record says so", async (shape) => {
  const levels = levelsOf(shape, 10);
  let ran = 0;
  const run = millrace.define(levels, async () => void ran++);
  expect(ran).toBe(0);
  const read = await run();
  expect(ran).toBe(10);
  const views = levels.map((level) => level.map((name) => read(name)!));
  for (const [index, level] of views.entries()) {
    expect(level.map(({ name }) => name)).toEqual(levels[index]);
    expect(level.every(({ status, attempts }) => status === "succeeded" && attempts === 1)).toBe(true);
    const ended = Math.max(0, ...(views[index - 1] ?? []).map(({ endedAt }) => endedAt));
    expect(Math.min(...level.map(({ startedAt }) => startedAt))).toBeGreaterThanOrEqual(ended);
  }
  expect(read("nobody")).toBeUndefined();
});
