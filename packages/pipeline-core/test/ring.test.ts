import fc from "fast-check";
import { expect, test } from "vitest";
import { Ring } from "../src/embedded/ring.ts";

test("values come out by their position, in whatever order they were put, and so do those that are undefined", () => {
  const step = fc.record({ ahead: fc.integer({ min: 0, max: 70 }), takes: fc.integer({ min: 0, max: 40 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const ring = new Ring();
      const put = new Map<number, unknown>();
      const takeReady = (most: number): void => {
        for (let left = most; left > 0 && put.has(ring.taken); left--) {
          const position = ring.taken;
          expect(ring.ready).toBe(true);
          expect(ring.take()).toBe(put.get(position));
        }
        expect(ring.ready).toBe(put.has(ring.taken));
      };
      for (const { ahead, takes } of steps) {
        const position = ring.taken + ahead;
        if (!put.has(position)) {
          put.set(position, position % 3 === 0 ? undefined : `value ${position}`);
          ring.put(position, put.get(position));
        }
        takeReady(takes);
      }
      takeReady(Number.POSITIVE_INFINITY);
    }),
  );
});

test("a million values pass through a window without leaving anything behind", () => {
  const ring = new Ring();
  for (let position = 0; position < 1_000_000; position += 2) {
    ring.put(position + 1, position + 1);
    ring.put(position, position);
    ring.take();
    ring.take();
  }
  expect([ring.taken, ring.ready]).toEqual([1_000_000, false]);
});
