import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ManualClock, sleep } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";

describe("ManualClock", () => {
  test("stands still until it is moved", async () => {
    const clock = new ManualClock({ nowMs: 5000 });
    expect([clock.now(), clock.monotonic()]).toEqual([5000, 0]);
    await clock.advance(20);
    expect([clock.now(), clock.monotonic()]).toEqual([5020, 20]);
  });

  test("runs what falls due in order, each at its own time", async () => {
    const clock = new ManualClock();
    const seen: [string, number][] = [];
    const note = (name: string) => () => void seen.push([name, clock.now()]);
    clock.setTimer(30, note("late"));
    clock.setTimer(10, note("early"));
    clock.setTimer(10, note("early too"));
    clock.setTimer(31, note("not yet"));
    clock.setTimer(0, note("at once"));
    await clock.advance(30);
    expect(seen).toEqual([
      ["at once", 0],
      ["early", 10],
      ["early too", 10],
      ["late", 30],
    ]);
    expect(clock.pendingTimers).toBe(1);
  });

  test("runs timers that timers create, if they fall due", async () => {
    const clock = new ManualClock();
    const seen: number[] = [];
    const tick = (): void => {
      seen.push(clock.now());
      clock.setTimer(10, tick);
    };
    clock.setTimer(10, tick);
    await clock.advance(35);
    expect(seen).toEqual([10, 20, 30]);
  });

  test("lets promises settle before, between and after the timers", async () => {
    const clock = new ManualClock();
    const seen: number[] = [];
    const work = async (): Promise<void> => {
      for (const step of [1, 2, 3]) {
        for (let turns = 0; turns < 50; turns++) await Promise.resolve();
        await sleep(10, { clock });
        seen.push(step);
      }
    };
    const done = work();
    await clock.advance(30);
    expect(seen).toEqual([1, 2, 3]);
    await done;
  });

  test("forgets cancelled timers", async () => {
    const clock = new ManualClock();
    let called = false;
    const cancel = clock.setTimer(10, () => (called = true));
    cancel();
    cancel();
    expect(clock.pendingTimers).toBe(0);
    await clock.advance(10);
    expect(called).toBe(false);
  });

  test("rejects with what a callback throws, and goes on afterwards", async () => {
    const clock = new ManualClock();
    const seen: number[] = [];
    clock.setTimer(10, () => {
      throw new Error("bad callback");
    });
    clock.setTimer(20, () => void seen.push(clock.now()));
    await expect(clock.advance(30)).rejects.toThrow("bad callback");
    expect(clock.now()).toBe(10);
    await clock.advance(10);
    expect(seen).toEqual([20]);
  });

  test("adds up advances that are not awaited", async () => {
    const clock = new ManualClock();
    const seen: number[] = [];
    clock.setTimer(15, () => void seen.push(clock.now()));
    await Promise.all([clock.advance(10), clock.advance(10)]);
    expect([seen, clock.now()]).toEqual([[15], 20]);
  });

  test.each([-1, Number.NaN])("does not move by %d", async (ms) => {
    const clock = new ManualClock();
    await expectCode(() => clock.advance(ms), "PROTOCOL_INVALID_OPTION");
    await expectCode(() => clock.setTimer(ms, () => undefined), "PROTOCOL_INVALID_OPTION");
  });

  test("any timers run in the order of their times, then of their making", async () => {
    const delays = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(delays, fc.integer({ min: 0, max: 20 }), async (all, until) => {
        const clock = new ManualClock();
        const seen: number[] = [];
        for (const [index, delayMs] of all.entries()) clock.setTimer(delayMs, () => void seen.push(index));
        await clock.advance(until);
        const due = [...all.keys()].filter((index) => (all[index] ?? 0) <= until);
        expect(seen).toEqual(due.sort((a, b) => (all[a] ?? 0) - (all[b] ?? 0) || a - b));
        expect(clock.pendingTimers).toBe(all.length - due.length);
      }),
      { numRuns: 50 },
    );
  });
});
