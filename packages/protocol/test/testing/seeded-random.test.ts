import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "@millrace/protocol/testing";

describe("seededRandom", () => {
  test("is the same for the same seed, on every machine", () => {
    const random = seededRandom("millrace");
    expect([random.int(0, 999), random.int(0, 999), random.int(0, 999)]).toEqual([318, 66, 188]);
    expect(random.shuffle([1, 2, 3, 4, 5])).toEqual([1, 4, 3, 5, 2]);
    expect(Buffer.from(random.bytes(8)).toString("hex")).toBe("e16ca68bb33f9da7");
  });

  test("is another for another seed, however near", () => {
    const first = (seed: number | string): number => seededRandom(seed).next();
    expect(new Set([first(1), first(2), first("1 "), first(-1), first(1.5)]).size).toBe(5);
    expect(first(1)).toBe(first("1"));
  });

  test("stays within its ranges", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (seed, min, span) => {
        const random = seededRandom(seed);
        for (let count = 0; count < 20; count++) {
          const [fraction, whole] = [random.next(), random.int(min, min + span)];
          expect(fraction >= 0 && fraction < 1).toBe(true);
          expect(Number.isInteger(whole) && whole >= min && whole <= min + span).toBe(true);
        }
      }),
    );
  });

  test("reaches every number, evenly enough", () => {
    const random = seededRandom("dice");
    const rolls = Array.from({ length: 6000 }, () => random.int(0, 5));
    for (let face = 0; face < 6; face++) {
      const count = rolls.filter((roll) => roll === face).length;
      expect(Math.abs(count - 1000)).toBeLessThan(150);
    }
  });

  test("shuffles without loss and leaves the given list alone", () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
        const before = [...items];
        const shuffled = seededRandom(seed).shuffle(items);
        expect(items).toEqual(before);
        expect(shuffled.toSorted((a, b) => a - b)).toEqual(before.toSorted((a, b) => a - b));
      }),
    );
  });

  test("shuffles every item to every place", () => {
    const random = seededRandom("cards");
    const places = new Set<string>();
    for (let round = 0; round < 200; round++) {
      for (const [place, item] of random.shuffle(["a", "b", "c"]).entries()) places.add(`${item}${place}`);
    }
    expect(places.size).toBe(9);
  });

  test("picks each of the items, undefined too, and nothing from nothing", () => {
    const random = seededRandom("hat");
    const picked = new Set(Array.from({ length: 100 }, () => random.pick(["a", undefined, "b"])));
    expect(picked).toEqual(new Set(["a", undefined, "b"]));
    expect(() => random.pick([])).toThrow(RangeError);
  });

  test("gives as many bytes as asked for, of all values", () => {
    const bytes = seededRandom("bytes").bytes(5000);
    expect(bytes).toHaveLength(5000);
    expect(new Set(bytes).size).toBe(256);
    expect(seededRandom(1).bytes(0)).toEqual(new Uint8Array());
  });
});
