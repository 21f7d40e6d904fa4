import { seededRandom } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { HybridClock } from "../../src/wire/hybrid-clock.ts";

const id = new Uint8Array(16).fill(1);

/** The rules with whole numbers of 64 bits. */
class Model {
  last = 0n;
  #wall: () => number;

  constructor(wall: () => number) {
    this.#wall = wall;
  }

  now(): bigint {
    const now = this.#now();
    this.last = now > (this.last & ~15n) ? now : this.last + 1n;
    return this.last;
  }

  update(time: bigint): boolean {
    const now = this.#now();
    if (time > now && time - now > 1n << 31n) return false;
    const most = [now, time, this.last].reduce((one, other) => (one > other ? one : other));
    if (most === now) this.last = now;
    else if (most === time) this.last = time + 1n;
    else this.last += 1n;
    return true;
  }

  /** Half seconds and their like have an exact fraction. */
  #now(): bigint {
    return ((BigInt(this.#wall() * 1024) << 32n) / 1024_000n) & ~15n;
  }
}

test("[WIRE-4] the clock does what its rules say", () => {
  const random = seededRandom("clock");
  let ms = 1_700_000_000_000;
  const clock = new HybridClock({ nowMs: () => ms, id });
  const model = new Model(() => ms);
  for (let round = 0; round < 5000; round++) {
    ms += random.pick([0, 0, 0, 125, 1000, -250]);
    const aheadMs = random.pick([-4000, -125, 0, 125, 375, 625, 5000]);
    const time = (BigInt(ms + aheadMs) << 32n) / 1000n + BigInt(random.int(0, 20));
    expect(clock.update({ time, id })).toBe(model.update(time));
    for (let count = random.int(0, 2); count > 0; count--) expect(clock.now().time).toBe(model.now());
  }
});

test("[WIRE-4] times never repeat and are later than every time that was shown", () => {
  const clock = new HybridClock();
  let last = 0n;
  for (let count = 0; count < 1000; count++) {
    const { time } = clock.now();
    expect(time).toBeGreaterThan(last);
    last = time;
  }
  const ahead = last + (300n << 32n) / 1000n;
  expect(clock.update({ time: ahead, id })).toBe(true);
  expect(clock.now().time).toBeGreaterThan(ahead);
  expect(clock.update({ time: ahead + (5n << 32n), id })).toBe(false);
  expect(clock.now().time).toBeLessThan(ahead + (1n << 32n));
});

test("[WIRE-4] a time is seconds since 1970 and their fraction, and each clock has an id", () => {
  const clock = new HybridClock({ nowMs: () => 1500.5 });
  const { time } = clock.now();
  expect(time >> 32n).toBe(1n);
  expect(Number(time & 0xffffffffn) / 2 ** 32).toBeCloseTo(0.5005, 8);
  expect(clock.id).not.toEqual(new HybridClock().id);
  expect(clock.id).toHaveLength(16);
});
