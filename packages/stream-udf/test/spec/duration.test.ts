import fc from "fast-check";
import { expect, it } from "vitest";
import { durationMs } from "../../src/embedded/spec/duration.ts";

it.each([
  ["0", 0],
  ["0s", 0],
  ["500ms", 500],
  ["1h30m", 5_400_000],
  ["1.5s", 1500],
  [".5s", 500],
  ["2m3.5s", 123_500],
  ["1000us", 1],
  ["1000µs", 1],
  ["1000000ns", 1],
])("reads %s", (text, ms) => {
  expect(durationMs(text)).toBeCloseTo(ms, 9);
});

it.each(["", "s", "5", "-1s", "1 s", "1d", "1h 30m", "1sh", "ms500", "1e3s", "∞"])("refuses '%s'", (text) => {
  expect(durationMs(text)).toBeUndefined();
});

it("adds the parts, in any order and number", () => {
  const part = fc.record({
    value: fc.nat(1000),
    unit: fc.constantFrom(["ms", 1], ["s", 1000], ["m", 60_000], ["h", 3_600_000]),
  });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const text = parts.map(({ value, unit }) => `${value}${unit[0]}`).join("");
      const total = parts.reduce((sum, { value, unit }) => sum + value * Number(unit[1]), 0);
      expect(durationMs(text)).toBe(total);
    }),
  );
});
