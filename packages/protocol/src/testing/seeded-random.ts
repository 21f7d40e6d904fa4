import { createHash } from "node:crypto";

/** Random numbers that a seed determines, the same on every machine. Not for secrets. */
export interface SeededRandom {
  /** A number from 0 to just below 1, with 53 random bits. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** One of the items; throws a RangeError if there is none. */
  pick<T>(items: readonly T[]): T;
  /** The items in another order; the given list stays as it is. */
  shuffle<T>(items: readonly T[]): T[];
  bytes(count: number): Uint8Array;
}

/** Print the seed when a test fails, and the failure can be had again. */
export function seededRandom(seed: number | string): SeededRandom {
  const word = wordSource(seed);
  const next = (): number => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    pick: (items) => {
      const item = items[int(0, items.length - 1)];
      if (item === undefined && items.length === 0) throw new RangeError("pick from an empty list");
      return item as (typeof items)[number];
    },
    shuffle: (items) => {
      // Sorting by one random number each is as even as Fisher and Yates, and shorter.
      return items
        .map((item) => ({ item, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item);
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => word() & 255),
  };
}

/** The generator sfc32: 32 random bits a call. A hash spreads the seed over its state, so that near seeds differ. */
function wordSource(seed: number | string): () => number {
  const state = createHash("sha256").update(String(seed)).digest();
  let [a, b, c, counter] = [state.readInt32LE(0), state.readInt32LE(4), state.readInt32LE(8), state.readInt32LE(12)];
  return () => {
    const word = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word;
  };
}
