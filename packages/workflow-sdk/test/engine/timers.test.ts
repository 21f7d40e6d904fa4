import { ManualClock, type Clock } from "@millrace/protocol";
import { expect, test } from "vitest";
import { Timers } from "../../src/embedded/timers.ts";
import { timer } from "./support/commands.ts";
import { TestEngine } from "./support/engine.ts";

test("[ENG-57] timers fire in the order of their times, those of one time in the order of their setting", async () => {
  const clock = new ManualClock();
  const timers = new Timers(clock);
  const fired: string[] = [];
  for (const [name, dueMs] of [
    ["c", 30],
    ["a", 10],
    ["b1", 20],
    ["b2", 20],
    ["d", 40],
  ] as const) {
    timers.set({ name }, dueMs, () => fired.push(name));
  }
  await clock.advance(30);
  expect(fired).toEqual(["a", "b1", "b2", "c"]);
  expect([timers.size, clock.pendingTimers]).toEqual([1, 1]);
});

test("[ENG-57] a key has one timer; the last that was set", async () => {
  const clock = new ManualClock();
  const timers = new Timers(clock);
  const fired: string[] = [];
  const [one, two] = [{}, {}];
  timers.set(one, 10, () => fired.push("early"));
  timers.set(one, 20, () => fired.push("late"));
  timers.set(two, 15, () => fired.push("cleared"));
  timers.clear(two);
  await clock.advance(100);
  expect(fired).toEqual(["late"]);
});

test("[ENG-57] thousands that are set and replaced leave none behind", async () => {
  const clock = new ManualClock();
  const timers = new Timers(clock);
  let fired = 0;
  const keys = Array.from({ length: 500 }, () => ({}));
  for (let round = 1; round <= 10; round++) {
    for (const [index, key] of keys.entries()) timers.set(key, round * 100 + ((index * 7) % 100), () => fired++);
  }
  for (const key of keys.slice(0, 400)) timers.clear(key);
  await clock.advance(2000);
  expect([fired, timers.size, clock.pendingTimers]).toEqual([100, 0, 0]);
});

test("[ENG-58] a clock that is put forward is noticed within five seconds, one that is put back fires nothing early", async () => {
  const ticking = new ManualClock();
  let shiftMs = 0;
  const clock: Clock = {
    now: () => ticking.now() + shiftMs,
    monotonic: () => ticking.monotonic(),
    setTimer: (delayMs, callback) => ticking.setTimer(delayMs, callback),
  };
  const timers = new Timers(clock);
  const fired: string[] = [];
  timers.set({}, 3_600_000, () => fired.push("hour"));
  shiftMs = 3_600_000;
  await ticking.advance(5_000);
  expect(fired).toEqual(["hour"]);
  const dueMs = clock.now() + 10_000;
  timers.set({}, dueMs, () => fired.push(String(clock.now() >= dueMs)));
  shiftMs -= 60_000;
  await ticking.advance(10_000);
  expect(fired).toEqual(["hour"]);
  await ticking.advance(60_000);
  expect(fired).toEqual(["hour", "true"]);
});

test("[ENG-59] a timer of a workflow fires once, in its time, before later ones", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  await engine.turn([timer("late", 2), timer("soon", 1), timer("at once", 0)]);
  await engine.clock.advance(2000);
  const fired = (await engine.events("w")).flatMap(({ attributes }) =>
    attributes.case === "timerFiredEventAttributes" ? [attributes.value.timerId] : [],
  );
  expect(fired).toEqual(["at once", "soon", "late"]);
});
